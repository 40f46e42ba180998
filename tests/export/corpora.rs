//! Exports into copies of real folders: the new ADR looks as that team had written it.

use std::{fs, path::Path};

use weigh_in::{
    adr::{Form, Marker, observed_style, read},
    decision_log::{Log, LogFolder, LogProblem, Progress, Request, plan, read_log, write},
    storage,
};

use super::{checked::check_export, records::ingest_service, repositories::corpora, repository::Repository};

const RECORD: &str = "records/ingest.decision.ron";

/// What a folder's newest ADRs look like, as people see it.
struct Team {
    repository: &'static str,
    folder: &'static str,
    /// What the new file is called.
    file: &'static str,
    form: Form,
    /// How it starts.
    head: &'static str,
    marker: Marker,
    /// The sections of the second level that the team's ADRs have, in their order.
    sections: &'static [&'static str],
}

const MADR: &[&str] = &["Context and Problem Statement", "Considered Options", "Decision Outcome"];
const OPTIONS_CONSIDERED: &[&str] = &["Context and Problem Statement", "Options Considered", "Decision Outcome"];
const NYGARD: &[&str] = &["Status", "Context", "Decision", "Consequences"];

const TEAMS: [Team; 10] = [
    Team {
        repository: "nygard",
        folder: "doc/adr",
        file: "0004-use-go-for-the-ingest-service.md",
        form: Form::Nygard,
        head: "# 4. Use Go for the ingest service\n\nDate: 2026-11-03\n\n## Status\n\nAccepted\n\n## Context\n",
        marker: Marker::Dash,
        sections: NYGARD,
    },
    Team {
        repository: "madr",
        folder: "docs/decisions",
        file: "0003-use-go-for-the-ingest-service.md",
        form: Form::Madr,
        head: "---\nstatus: \"accepted\"\ndate: 2026-11-03\n",
        marker: Marker::Asterisk,
        sections: MADR,
    },
    Team {
        repository: "npryce+adr-tools",
        folder: "doc/adr",
        file: "0010-use-go-for-the-ingest-service.md",
        form: Form::Nygard,
        head: "# 10. Use Go for the ingest service\n\nDate: 2026-11-03\n\n## Status\n\nAccepted\n\n## Context\n",
        marker: Marker::Asterisk,
        sections: NYGARD,
    },
    Team {
        repository: "alphagov+govuk-aws",
        folder: "docs/architecture/decisions",
        file: "0040-use-go-for-the-ingest-service.md",
        form: Form::Nygard,
        head: "# 40. Use Go for the ingest service\n\nDate: 2026-11-03\n\n## Status\n\nAccepted\n\n## Context\n",
        marker: Marker::Dash,
        sections: NYGARD,
    },
    Team {
        repository: "bbc+tams",
        folder: "docs/adr",
        file: "0057-use-go-for-the-ingest-service.md",
        form: Form::Madr,
        head: "---\nstatus: \"accepted\"\ndate: 2026-11-03\n",
        marker: Marker::Asterisk,
        sections: MADR,
    },
    Team {
        repository: "adr+madr",
        folder: "docs/decisions",
        file: "0019-use-go-for-the-ingest-service.md",
        form: Form::Madr,
        head: "---\nparent: Decisions\nnav_order: 19\nstatus: accepted\n---\n# Use Go for the ingest service\n",
        marker: Marker::Asterisk,
        sections: MADR,
    },
    Team {
        repository: "kumahq+kuma",
        folder: "docs/madr/decisions",
        file: "106-use-go-for-the-ingest-service.md",
        form: Form::Bullets,
        head: "# Use Go for the ingest service\n\n* Status: accepted\n* Deciders: Ana Ruiz, Bo Lindqvist\n* Date: 2026-11-03\n\n## Context and Problem Statement\n",
        marker: Marker::Asterisk,
        sections: MADR,
    },
    Team {
        repository: "thomvaill+log4brains",
        folder: "docs/adr",
        file: "20261103-use-go-for-the-ingest-service.md",
        form: Form::Bullets,
        head: "# Use Go for the ingest service\n\n- Status: accepted\n- Deciders: Ana Ruiz, Bo Lindqvist\n- Date: 2026-11-03\n\n## Context and Problem Statement\n",
        marker: Marker::Dash,
        sections: MADR,
    },
    Team {
        repository: "HHS+simpler-grants-gov",
        folder: "documentation/wiki/product/decisions/adr",
        file: "2026-11-03-use-go-for-the-ingest-service.md",
        form: Form::Bullets,
        head: "# Use Go for the ingest service\n\n* **Status:** Accepted\n* **Last Modified:** 2026-11-03\n* **Deciders:** Ana Ruiz, Bo Lindqvist\n\n## Context and Problem Statement\n",
        marker: Marker::Asterisk,
        sections: OPTIONS_CONSIDERED,
    },
    Team {
        repository: "aws+graph-explorer",
        folder: "docs/adr",
        file: "20261103-use-go-for-the-ingest-service.md",
        form: Form::Bullets,
        head: "# Use Go for the ingest service\n\n- **Status:** Accepted\n- **Deciders:** Ana Ruiz, Bo Lindqvist\n- **Date:** 2026-11-03\n\n## Context\n",
        marker: Marker::Dash,
        sections: &["Context", "Decision", "Consequences"],
    },
];

fn copied(source: &Path, team: &Team) -> Repository {
    let repository = Repository::with(&[(RECORD, "")]);
    for file in fs::read_dir(source).unwrap().flatten().filter(|file| file.path().is_file()) {
        if let Ok(text) = fs::read_to_string(file.path()) {
            repository.put(&format!("{}/{}", team.folder, file.file_name().to_str().unwrap()), &text);
        }
    }
    repository
}

#[test]
fn the_new_adr_looks_as_the_team_had_written_it() {
    let corpora = corpora();
    for team in TEAMS {
        let what = team.repository;
        let sources = corpora.iter().map(|corpora| corpora.folder.join(what).join(team.folder));
        let Some(source) = sources.into_iter().find(|source| source.is_dir()) else { continue };
        let repository = copied(&source, &team);
        let before = read_log(repository.root(), &Progress::default()).unwrap();
        let request = Request { folder: Some(team.folder.to_owned()), ..repository.request() };
        let record = repository.root().join(RECORD);
        let mut decision = ingest_service();
        let plan = plan(&decision, Some(&record), &request).unwrap();
        let change = &plan.changes[0];
        println!(
            "{what}: {} changes {:?}\n{}",
            plan.changes.len(),
            plan.warnings,
            change.after.lines().take(12).collect::<Vec<_>>().join("\n")
        );
        assert_eq!(change.path.as_str(), format!("{}/{}", team.folder, team.file), "{what}");
        assert!(change.after.starts_with(team.head), "{what}: {}", change.after);
        let adr = read(change.after.as_bytes());
        assert_eq!(adr.form, team.form, "{what}");
        assert_eq!(observed_style(&change.after).marker, Some(team.marker), "{what}");
        let sections: Vec<&str> = adr.sections.iter().filter(|s| s.level == 2).map(|s| s.title.as_str()).collect();
        let of_theirs: Vec<&str> = sections.into_iter().filter(|title| team.sections.contains(title)).collect();
        assert_eq!(of_theirs, team.sections, "{what}");

        write(&plan, true).unwrap();
        decision.exports.push(plan.export);
        assert_eq!(check_export(&decision, &record), [], "{what}");
        repository.put(RECORD, &storage::to_ron(&decision));
        let after = read_log(repository.root(), &Progress::default()).unwrap();
        let problems = |log: &Log| {
            let found = log.folders.iter().flat_map(LogFolder::problems);
            found.filter(LogProblem::is_wrong).map(|problem| problem.what).collect::<Vec<_>>()
        };
        assert_eq!(problems(&after), problems(&before), "{what}");
    }
}

#[test]
fn an_index_that_people_keep_gains_a_line_like_the_others() {
    let Some(corpora) = corpora().into_iter().find(|corpora| corpora.is_real) else { return };
    let source = corpora.folder.join("nats-io+nats-architecture-and-design");
    let repository = Repository::with(&[(RECORD, "")]);
    let readme = fs::read_to_string(source.join("README.md")).unwrap();
    repository.put("README.md", &readme);
    for file in fs::read_dir(source.join("adr")).unwrap().flatten() {
        repository
            .put(&format!("adr/{}", file.file_name().to_str().unwrap()), &fs::read_to_string(file.path()).unwrap());
    }
    let plan = plan(&ingest_service(), None, &repository.request()).unwrap();
    assert_eq!(plan.changes[0].path, "adr/ADR-61.md");
    let index = plan.changes.iter().find(|change| change.path == "README.md").unwrap();
    let added: Vec<&str> = index.after.lines().filter(|line| !readme.lines().any(|old| old == *line)).collect();
    assert_eq!(added, ["|[ADR-61](adr/ADR-61.md)|  |Use Go for the ingest service|"]);
    assert_eq!(index.after.len(), readme.len() + added[0].len() + 1);
}
