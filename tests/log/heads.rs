//! Heads as strangers write them, in many languages and forms: what they state, and what they say once they are superseded.

use weigh_in::{
    adr::{AdrStatus, Change, Target, change, read},
    decision::{RelationKind, Status},
};

/// The head of an ADR, with its title, status and day as people read them.
type StrangeHead = (&'static str, &'static str, &'static str, Option<&'static str>);

const HEADS: [StrangeHead; 63] = [
    (
        "# ADR-0019: Cola\n\n- Estado: aceptado\n- Fecha: 2026-02-11\n\n## Contexto\n",
        "Cola",
        "accepted",
        Some("2026-02-11"),
    ),
    (
        "# ADR 0265 — Plano: CLI `dz`\n\n- Estado: Aceptado (fase D0 del plano)\n- Fecha: 2026-09-30\n- Relación con el Plan: §20; ADR 0260, 0261\n- IA: **NO AI**. Costo: 0.\n\n## Contexto\n",
        "Plano: CLI dz",
        "accepted",
        Some("2026-09-30"),
    ),
    (
        "# 7. Licencias distintas\n\nFecha: 2026-09-19 · Estado: aceptado\n\n> Redactado el 2026-09-23, a partir del código.\n\n## Contexto\n",
        "Licencias distintas",
        "accepted",
        Some("2026-09-19"),
    ),
    ("# ADR 0022 — Autocompletado\n\nEstado: aceptada (U5)\n\n## Contexto\n", "Autocompletado", "accepted", None),
    (
        "# 0013 — Lo que se ve\n\nFecha: 2026-09-29\nEstado: aceptado. Sustituye en parte al ADR 0008: la lista y las palabras.\n\n## Contexto\n",
        "Lo que se ve",
        "accepted",
        Some("2026-09-29"),
    ),
    (
        "# 0001 · El cielo\n\nFecha: 2026-08-25\nEstado: aceptado\n\n## Contexto\n",
        "El cielo",
        "accepted",
        Some("2026-08-25"),
    ),
    (
        "# ADR 0009 - Minijeux\n\n## Statut\n\nAcceptee le 2026-07-08. Les decisions ont ete prises avec\nl'utilisateur en session (2026-07-08)\n\n## Contexte\n",
        "Minijeux",
        "accepted",
        Some("2026-07-08"),
    ),
    (
        "# ADR-0011: 移行(embedded)\n\n## ステータス\n\n採用 (Accepted)\n\n## 日付\n\n2026-03-29\n\n## コンテキスト\n",
        "移行(embedded)",
        "accepted",
        Some("2026-03-29"),
    ),
    (
        "# ADR-005: Flags戦略\n\n## ステータス\n採用済み（v1：方式）・計画済み（v2以降）\n\n## コンテキスト\n",
        "Flags戦略",
        "accepted",
        None,
    ),
    (
        "# ADR-0018: Quellen — OAI, Dedupe\n\nDatum: 2026-08-18 · Status: akzeptiert · Ergänzt ADR-0017\n\n## Kontext\n",
        "Quellen — OAI, Dedupe",
        "accepted",
        Some("2026-08-18"),
    ),
    (
        "# ADR-0003: Bound — Dim\n\nDatum: 2026-07-03   Status: akzeptiert (präzisiert ADR-0002)\n\n## Kontext\n",
        "Bound — Dim",
        "accepted",
        Some("2026-07-03"),
    ),
    (
        "# 0030 — P10.20: Lektion 4.7 — Dienst\n\nStatus: akzeptiert\nDatum: 2026-09-13\n\n## Kontext\n",
        "P10.20: Lektion 4.7 — Dienst",
        "accepted",
        Some("2026-09-13"),
    ),
    (
        "# ADR 0096 — T17 belegen: gemessen\n\nStatus: akzeptiert\nBetrifft: Spec 0101 (§7), ADR 0095 §10\n\nText.\n",
        "T17 belegen: gemessen",
        "accepted",
        None,
    ),
    (
        "# ADR-0007: Definition\n\nStatus: akzeptiert, 2026-09-28\n\n## Kontext\n",
        "Definition",
        "accepted",
        Some("2026-09-28"),
    ),
    (
        "# ADR-012: Plane\n\n**Datum:** 28. Juli 2026  \n**Status: Akzeptiert**\n\n## Kontext\n",
        "Plane",
        "accepted",
        Some("2026-07-28"),
    ),
    (
        "# ADR-005: Baseline\n\n- Status: Akzeptiert\n- Datum: 2026-09-04\n- Verantwortliche Rollen: Architekt, Developer\n\n## Kontext\n",
        "Baseline",
        "accepted",
        Some("2026-09-04"),
    ),
    (
        "# 002 — Entrega\n\nStatus: aceito\nData e hora: 2026-10-03T00:36:41-04:00\n\n## Contexto\n",
        "Entrega",
        "accepted",
        Some("2026-10-03"),
    ),
    (
        "# ADR-010: Model com `USERNAME`\n\n> Status: Aceito\n> Data: 2026-05-01 (introduzido com `accounts.User` no commit `94ca2f2`)\n\n## Contexto e problema\n",
        "Model com USERNAME",
        "accepted",
        Some("2026-05-01"),
    ),
    (
        "---\nid: 202606200944\ntipo: decisao\nstatus: aceito\ndescription: ADR — x\ntags: [adr]\n---\n\n# ADR — Distribuir\n\n## Contexto\n",
        "Distribuir",
        "accepted",
        None,
    ),
    (
        "# ADR 0011 — Ajustes\n\nStatus: aceito em 12/09/2026.\n\n## Decisão\n",
        "Ajustes",
        "accepted",
        Some("2026-09-12"),
    ),
    (
        "# ADR-0006 — Backup\n\nData: 2026-08-24 · Status: aceito · Release: v2.9.0 (em desenvolvimento)\n\n## Contexto\n",
        "Backup",
        "accepted",
        Some("2026-08-24"),
    ),
    (
        "# ADR-0001 — Contrato\n\nStatus: Aceito\nData: 2026-07-03\nDocumento completo: `01/Contrato.md`\n\n---\n\n## Contexto\n",
        "Contrato",
        "accepted",
        Some("2026-07-03"),
    ),
    (
        "# ADR-0002: outbox\n\n- Data: 20/09/2026\n- Status: aceito (princípio A03/D06); implementação em C45–C49\n- Decisores: usuário (D06) + executor\n\n## Problema\n",
        "outbox",
        "accepted",
        Some("2026-09-20"),
    ),
    ("# 0004 — Tre gate: x, y\n\n## Stato\nAccepted\n\n## Contesto\n", "Tre gate: x, y", "accepted", None),
    (
        "# AIVIS -- Sistema\n\n**Версия:** 1.5\n**Дата:** 28 марта 2026\n**Статус:** Утверждено\n**Контекст:** Логика.\n\n## Контекст\n",
        "AIVIS -- Sistema",
        "accepted",
        Some("2026-03-28"),
    ),
    (
        "# ADR-002: BLE\n\n| Field | Detail |\n|---|---|\n| **ADR Number** | ADR-002 |\n| **Title** | BLE |\n| **Status** | Accepted |\n| **Date** | 2026-03-30 |\n| **Deciders** | Team |\n| **Reviewed By** | Lead |\n\n---\n\n## Context\n",
        "BLE",
        "accepted",
        Some("2026-03-30"),
    ),
    (
        "# ADR-0002: Override\n\n| | |\n|---|---|\n| **Status** | Accepted |\n| **Date** | 2026-09-28 |\n| **Context of discovery** | [x](../B.md), y |\n\n## Context\n",
        "Override",
        "accepted",
        Some("2026-09-28"),
    ),
    (
        "# ADR 0002 — Browser ↔ sync\n\n| Field | Value |\n| --- | --- |\n| **Status** | Accepted |\n| **Date** | 2026-07-18 |\n| **Depends on** | ADR 0001 (ide) |\n\n## Context\n",
        "Browser ↔ sync",
        "accepted",
        Some("2026-07-18"),
    ),
    (
        "# ADR-001: Com\n\n## Metadata\n\n| Campo | Valor |\n|-------|-------|\n| **ID** | ADR-001 |\n| **Status** | Accepted |\n| **Data** | 2026-03-19 |\n| **Decisores** | Time |\n| **Revisores** | — |\n| **ADRs Relacionadas** | [ADR-002](ADR-002-d.md) |\n\n---\n\n## Contexto e Problema\n",
        "Com",
        "accepted",
        Some("2026-03-19"),
    ),
    (
        "# ADR-006: Gate\n\n| Field | Value |\n|-------|-------|\n| **Decision ID** | ADR-006 |\n| **Proposed By** | them |\n| **Date** | 2026-06-10 |\n| **Status** | Accepted |\n\n## WH(Y) Decision Statement\n",
        "Gate",
        "accepted",
        Some("2026-06-10"),
    ),
    (
        "# ADR-002 — Choix\n\n**Date :** 2026-07-06 · **Statut :** accepté · **Contexte complet :** docs/R.md §2\n\n## Contexte\n",
        "Choix",
        "accepted",
        Some("2026-07-06"),
    ),
    (
        "# ADR 002 — UI\n\n**Date :** 2026-03-08\n**Statut :** Acceptee\n**Auteur :** @architect\n\n## Contexte\n",
        "UI",
        "accepted",
        Some("2026-03-08"),
    ),
    (
        "---\nx: 1\n---\n\n# ADR-2356: 規約 — 常時\n\n- **日付**: 2026-08-05\n- **ステータス**: 決定済み\n- **関連**:\n  - 起点 PR: [#2354](https://e.org/x)\n\n## 背景\n",
        "規約 — 常時",
        "accepted",
        Some("2026-08-05"),
    ),
    (
        "# ADR-3: x\n\n- **日付**: 2026-06-12\n- **更新日**: 2026-06-16\n- **ステータス**: 最終決定\n\n## コンテキスト\n",
        "x",
        "accepted",
        Some("2026-06-12"),
    ),
    (
        "# ADR-0028: Ext\n\n- **Status:** Accepted, and partly superseded by ADR-0084 — \"all\" now has an\n  exception: unticked\n- **Date:** 2026-04-02\n- **Lock:** `crates/x`\n\n## Context\n",
        "Ext",
        "accepted",
        Some("2026-04-02"),
    ),
    (
        "# ADR 0005: Keep\n\n- Status: Superseded by ADR 0006\n- Date: 2026-08-17\n- Updated: 2026-08-18\n\n## Context\n",
        "Keep",
        "superseded",
        Some("2026-08-17"),
    ),
    (
        "# ADR 0003: Life\n\nStatus: zaakceptowane\nData: 2026-04-25\nKontekst: Issue 2 (x)\n\n## Decyzja\n",
        "Life",
        "accepted",
        Some("2026-04-25"),
    ),
    (
        "# ADR-007: Tokens\n\nData: 2026-06-17\nStatus: zaakceptowany\n\n> **Powiązane:** [d](../d.md) | [ADR-002 S](ADR-002-s.md)\n\n## Kontekst\n",
        "Tokens",
        "accepted",
        Some("2026-06-17"),
    ),
    (
        "# ADR 0011 — EVC (x)\n\n- Status: Zaakceptowany\n- Data: 2026-06-29\n- Powiązane: ADR 0005 (E), ADR 0009 (s)\n\n## Kontekst\n",
        "EVC (x)",
        "accepted",
        Some("2026-06-29"),
    ),
    (
        "# 0018 — Drive\n\n- Status: Zaakceptowana\n- Data: 2026-09-06\n\n## Kontekst\n",
        "Drive",
        "accepted",
        Some("2026-09-06"),
    ),
    (
        "# ADR 0005: Claude\n\nStatus: zaakceptowane, 2026-10-03\n\n## Kontekst\n",
        "Claude",
        "accepted",
        Some("2026-10-03"),
    ),
    (
        "# 0023. Podgląd\n\n- Status: zaakceptowana (decyzja przed fazą 6)\n- Data: 2026-10-07\n- Zmienia: C.md (B – `f`), ADR 0009 (CSP)\n\n## Kontekst\n",
        "Podgląd",
        "accepted",
        Some("2026-10-07"),
    ),
    (
        "# ADR-002 Regio: Postgres\nDatum: 2026-09-16 · Status: geaccepteerd\n## Context\nADR-001 koos\n",
        "Regio: Postgres",
        "accepted",
        Some("2026-09-16"),
    ),
    ("# 0007. Geen\n\nDatum: 2026-07-22\nStatus: Geaccepteerd\n\n## Context\n", "Geen", "accepted", Some("2026-07-22")),
    (
        "# ADR-004 · Platform\n\nStatus: geaccepteerd · 2026-07-18\nEigenaar: eigenaar\nBron: docs/x (h4) + ADR-001\n\n## Context\n",
        "Platform",
        "accepted",
        Some("2026-07-18"),
    ),
    (
        "# ADR 0041 — Zero: x\n\nData: 2026-07-17\nStato: accettata, applicata (mig 0609)\n\n## Contesto\n",
        "Zero: x",
        "accepted",
        Some("2026-07-17"),
    ),
    (
        "# ADR-070 — Il pedigree\n\n**Stato: ACCETTATA** (proprietario, 2026-08-17: «x»).\nTerzo tratto.\n\n## Contesto\n",
        "Il pedigree",
        "accepted",
        Some("2026-08-17"),
    ),
    (
        "# 0003 — Motore\n\n- Stato: accettata\n- Data: 2026-09-12\n- Sostituisce: nessuna\n\n## Contesto\n",
        "Motore",
        "accepted",
        Some("2026-09-12"),
    ),
    (
        "# ADR 0042 — Ident\n\nData: 2026-08-02\nStato: accettata, non ancora implementata. Il passo 0 e' bloccante e puo'\ncambiare la forma.\n\n## Contesto\n",
        "Ident",
        "accepted",
        Some("2026-08-02"),
    ),
    (
        "# Trama\n\nStato: accettata il 17 settembre 2026 da E. Implementazione da verificare.\n\n## Contesto\n",
        "Trama",
        "accepted",
        Some("2026-09-17"),
    ),
    (
        "# ADR 0005 — Conferma\n\nData: 2026-10-10. Stato: accettata dal fondatore.\n\n## Decisione\n",
        "Conferma",
        "accepted",
        Some("2026-10-10"),
    ),
    (
        "# ADR 0031 — Audit\n\nData: 2026-06-11. Stato: accettato, applicato (mig 0406-0408).\n\n## Contesto\n",
        "Audit",
        "accepted",
        Some("2026-06-11"),
    ),
    (
        "# ADR 0005: Mappa\n\n- Stato: accettata, poi spostata\n- Data: 2026-09-04; spostata il 2026-09-22 (ADR 0006)\n\n## Contesto\n",
        "Mappa",
        "accepted",
        Some("2026-09-04"),
    ),
    (
        "# ADR-003: adapter\n\n- Статус: принято на Этапе 1, расширено границей T на Этапе 2\n- Дата: 2026-08-25\n\n## Контекст\n",
        "adapter",
        "accepted",
        Some("2026-08-25"),
    ),
    (
        "# ADR-0291: Zulip\n\nСтатус: Принято\nДата: 2026-07-26\nСостояние реализации: `z` реализованы. Full\ngate.\n\n## Контекст\n",
        "Zulip",
        "accepted",
        Some("2026-07-26"),
    ),
    (
        "# ADR-0007 — модуль\n\nДата: 2026-06-01\nСтатус: принято.\n\n## Контекст\n",
        "модуль",
        "accepted",
        Some("2026-06-01"),
    ),
    (
        "# 0035. Semantic\n\nСтатус: принято, 2026-08-27.\n\nЧастично заменяет recipe в\n[ADR-0029](0029-f.md).\n\n## Контекст\n",
        "Semantic",
        "accepted",
        Some("2026-08-27"),
    ),
    (
        "# ADR-0018: Scored\n\nСтатус: принято. Дата: 2026-10-07. Уточняет matching ADR-0009.\n\nПо.\n",
        "Scored",
        "accepted",
        Some("2026-10-07"),
    ),
    (
        "# ADR-011: Sea\nСтатус: принято · 2026-09-28\n\n**Контекст.** Образы.\n\n**Решение.** Л.\n",
        "Sea",
        "accepted",
        Some("2026-09-28"),
    ),
    (
        "# ADR-032: 三平台\n\n- 状态：已接受\n- 相关：`adr/017.md`、`adr/029.md`、\n  `adr/031.md`\n\n## 背景\n",
        "三平台",
        "accepted",
        None,
    ),
    ("# RC2\n\n日期：2026-09-10  \n状态：已批准，待实施\n\n## 背景\n", "RC2", "accepted", Some("2026-09-10")),
    (
        "# 设计\n\n- 日期：2026-09-18\n- 状态：已确认，待实现\n- 作者：g\n\n## 背景\n",
        "设计",
        "accepted",
        Some("2026-09-18"),
    ),
    ("# AI Job\n\n- **문서 ID**: SPEC-14\n- **상태**: 승인\n\n## 배경\n", "AI Job", "accepted", None),
];

fn text(head: &str) -> String {
    format!("{head}\nx\n\n## Decision\n\ny\n")
}

#[test]
fn titles_statuses_and_days_are_read_wherever_they_stand() {
    for (head, title, status, day) in HEADS {
        let adr = read(text(head).as_bytes());
        let stated = adr.status.as_ref().map(AdrStatus::words);
        let found = (adr.title.as_deref(), stated, adr.date.map(|day| day.to_string()));
        assert_eq!(found, (Some(title), Some(status), day.map(str::to_owned)), "{head}");
    }
}

#[test]
fn a_superseded_adr_says_one_thing_in_any_of_them() {
    let by = Target { number: Some(70), title: "Use Go".to_owned(), path: "0070-use-go.md".to_owned() };
    let change_to = Change { kind: RelationKind::Supersedes, by, on: None };
    for (head, _, status, day) in HEADS {
        let before = text(head);
        if status == "superseded" {
            assert!(change(&before, &change_to).is_err(), "{head}");
            continue;
        }
        let after = change(&before, &change_to).unwrap_or_else(|why| panic!("{why}: {head}"));
        let adr = read(after.as_bytes());
        assert_eq!(adr.status.as_ref().and_then(AdrStatus::known), Some(Status::Superseded), "{after}");
        assert!(adr.findings.is_empty(), "{after}: {:?}", adr.findings);
        assert_eq!(adr.date.map(|day| day.to_string()), day.map(str::to_owned), "{after}");
        assert_eq!(change(&after, &change_to), Ok(after.clone()), "a second time");
        // One line changes, and one may come below it.
        let kept = before.lines().filter(|line| after.lines().any(|other| other == *line)).count();
        assert!(kept + 1 >= before.lines().count(), "{before}{after}");
        let is_front = before.contains("\nstatus: ");
        assert!(after.contains(if is_front { "ADR-0070" } else { "](0070-use-go.md)" }), "{after}");
    }
}
