//! Korean.

use super::{Language, LanguageHeads, LanguageLabels, LanguageRelations, LanguageStatuses};

pub(super) const KOREAN: Language = Language {
    statuses: LanguageStatuses {
        draft: &["초안*"],
        proposed: &["제안*", "검토중*"],
        accepted: &["승인*", "채택*", "수락*", "확정*", "수용*"],
        rejected: &["거부*", "기각*", "반려*", "거절*"],
        deprecated: &["폐기*", "사용중단*", "더이상*"],
        superseded: &["대체*"],
    },
    labels: LanguageLabels {
        status: &["상태"],
        decided: &["날짜", "일자", "결정일", "결정 날짜", "결정일자"],
        changed: &["수정일", "최종 수정일", "마지막 수정", "갱신일", "업데이트"],
        written: &["작성일", "생성일"],
        deciders: &["결정자", "의사결정자", "의사 결정자", "승인자"],
        authors: &["작성자", "저자", "제안자"],
        consulted: &["자문", "자문자", "협의자", "논의 대상"],
        informed: &["통보", "통보 대상", "공유 대상", "공유 대상자"],
        title: &["제목"],
        number: &["번호"],
    },
    relations: LanguageRelations {
        supersedes: &["{}을 대체", "{}를 대체", "대체 대상"],
        superseded_by: &["{}로 대체", "{}으로 대체", "{}(으)로 대체", "{}에 의해 대체", "대체한 결정", "다음으로 대체"],
        amends: &["{}을 수정", "{}를 수정"],
        amended_by: &["{}에 의해 수정", "{}로 수정", "{}으로 수정"],
        relates_to: &["관련", "참고", "참조", "관련 adr"],
        others: &["확장", "의존"],
    },
    heads: LanguageHeads {
        facts: &["메타데이터", "메타 정보", "기본 정보", "문서 정보"],
        links: &["링크", "관련 결정", "관련 링크", "참고 자료"],
        context: &["맥락", "배경", "컨텍스트", "상황", "배경 및 문제 정의", "맥락과 문제 정의", "문제 정의"],
        drivers: &["결정 요인", "의사결정 요인", "결정 기준", "판단 기준"],
        options: &["고려한 옵션", "고려한 대안", "검토한 대안", "고려된 옵션", "대안", "선택지", "검토한 옵션"],
        decision: &["결정", "결정 사항", "결정 결과", "의사결정", "결정 내용"],
        consequences: &["결과", "영향", "결과 및 영향"],
    },
    months: [
        &["1월"],
        &["2월"],
        &["3월"],
        &["4월"],
        &["5월"],
        &["6월"],
        &["7월"],
        &["8월"],
        &["9월"],
        &["10월"],
        &["11월"],
        &["12월"],
    ],
    partly: &["부분", "일부"],
    superseded: ("대체됨", "{} (으)로 대체됨"),
};
