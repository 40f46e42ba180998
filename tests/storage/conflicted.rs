//! Files with git's conflict markers.

use weigh_in::storage::{Sides, sides_of_conflicted_file};

fn sides(text: &str) -> Option<Sides> {
    sides_of_conflicted_file(text, &|_| true)
}

fn expected(base: Option<&str>, ours: &str, theirs: &str) -> Sides {
    Sides { base: base.map(str::to_owned), ours: ours.to_owned(), theirs: theirs.to_owned() }
}

#[test]
fn both_styles_of_git_are_read() {
    let plain = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\nd\n";
    assert_eq!(sides(plain).unwrap(), expected(None, "a\nb\nd\n", "a\nc\nd\n"));
    let diff3 = "a\n<<<<<<< HEAD\nb\n||||||| 1234567\nx\n=======\n>>>>>>> other\nd\n";
    assert_eq!(sides(diff3).unwrap(), expected(Some("a\nx\nd\n"), "a\nb\nd\n", "a\nd\n"));
    let windows = plain.replace('\n', "\r\n");
    assert_eq!(sides(&windows).unwrap(), expected(None, "a\r\nb\r\nd\r\n", "a\r\nc\r\nd\r\n"));
    let longer = plain.replace("<<<<<<<", "<<<<<<<<<").replace("=======", "=========").replace(">>>>>>>", ">>>>>>>>>");
    assert_eq!(sides(&longer), sides(plain));
}

#[test]
fn an_underlined_heading_is_no_marker_where_only_one_reading_fits() {
    let text = "<<<<<<< HEAD\nContext\n=======\nold\n=======\nContext\n=======\nnew\n>>>>>>> other\n";
    let fits = |text: &str| text.starts_with("Context\n=======\n") && text.lines().count() == 3;
    assert_eq!(
        sides_of_conflicted_file(text, &fits).unwrap(),
        expected(None, "Context\n=======\nold\n", "Context\n=======\nnew\n")
    );
}

#[test]
fn what_does_not_add_up_is_no_merge() {
    for text in [
        "",
        "a\n",
        "a\n=======\nb\n",
        "<<<<<<< HEAD\na\n",
        "<<<<<<< HEAD\na\n>>>>>>> other\n",
        ">>>>>>> other\n",
        "<<<<<<< HEAD\na\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n",
        "<<<<<<<HEAD\na\n=======\nb\n>>>>>>>other\n",
    ] {
        assert_eq!(sides(text), None, "{text}");
    }
}
