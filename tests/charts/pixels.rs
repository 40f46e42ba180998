//! Charts as pixels, and what that tells of the room that words take.

use std::sync::Arc;

use resvg::{
    tiny_skia::Pixmap,
    usvg::{self, Node, Rect},
};
use weigh_in::{chart::ChartKind, png};

use super::{charts, one, records::ingest_service};

#[test]
fn a_png_has_twice_the_size_and_is_drawn_on() {
    let svg = one(&ingest_service(), ChartKind::Totals).svg;
    let pixels = Pixmap::decode_png(&png::from_svg(&svg).unwrap()).unwrap();
    let document = roxmltree::Document::parse(&svg).unwrap();
    let size = |name| document.root_element().attribute(name).unwrap().parse::<u32>().unwrap();
    assert_eq!((pixels.width(), pixels.height()), (2 * size("width"), 2 * size("height")));
    let corner = pixels.pixel(0, 0).unwrap();
    assert_eq!((corner.red(), corner.alpha()), (255, 255), "its own light ground");
    let inked = pixels.pixels().iter().filter(|pixel| **pixel != corner).count();
    assert!(inked > pixels.pixels().len() / 50, "{inked}");
}

#[test]
fn what_is_no_svg_is_refused() {
    for text in ["", "<svg", "<html/>"] {
        assert!(png::from_svg(text).is_err(), "{text}");
    }
}

/// The rooms of all texts, as they are drawn.
fn texts(svg: &str) -> Vec<(String, Rect)> {
    fn collect(group: &usvg::Group, found: &mut Vec<(String, Rect)>) {
        for node in group.children() {
            match node {
                Node::Group(inner) => collect(inner, found),
                Node::Text(text) => {
                    let words = text.chunks().iter().map(usvg::TextChunk::text).collect::<Vec<_>>().concat();
                    found.push((words, text.abs_bounding_box()));
                }
                _ => {}
            }
        }
    }
    let mut options = usvg::Options::default();
    options.fontdb_mut().load_font_data(include_bytes!("../../assets/fonts/inter.ttf").to_vec());
    options.fontdb_mut().load_system_fonts();
    let tree = usvg::Tree::from_str(svg, &options).unwrap();
    let mut found = Vec::new();
    collect(tree.root(), &mut found);
    found
}

/// Whether two texts run into each other; that lines stand close is no matter.
fn touch(a: &Rect, b: &Rect) -> bool {
    let apart = a.right() <= b.left() || b.right() <= a.left();
    let middle = |rect: &Rect| f32::midpoint(rect.top(), rect.bottom());
    !apart && (middle(a) - middle(b)).abs() < 8.0
}

#[test]
fn words_never_run_into_each_other_or_off_the_sheet() {
    let names = [
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
        "What does it take to operate, upgrade and observe it in production for years on end?",
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
        "データ競合に対する安全性と並行処理の容易さと長期的な保守性",
        "سلامة الذاكرة وسهولة الصيانة على المدى الطويل في بيئة الإنتاج",
    ];
    for name in names {
        let mut decision = ingest_service();
        decision.title = name.to_owned();
        for option in &mut decision.options {
            let option = Arc::make_mut(option);
            option.name = format!("{} {name}", option.name);
        }
        for criterion in &mut decision.criteria {
            let criterion = Arc::make_mut(criterion);
            criterion.name = format!("{name} {}", criterion.name);
        }
        for (kind, chart) in charts(&decision) {
            let sheet = usvg::Tree::from_str(&chart.svg, &usvg::Options::default()).unwrap().size();
            let texts = texts(&chart.svg);
            assert!(texts.len() > 5, "{kind}: {}", texts.len());
            for (place, (words, room)) in texts.iter().enumerate() {
                assert!(room.left() >= 0.0 && room.right() <= sheet.width(), "{kind}: {words} at {room:?}");
                for (other, there) in &texts[..place] {
                    assert!(!touch(room, there), "{kind}: {words} and {other} at {room:?} and {there:?}");
                }
            }
        }
    }
}
