"""A diarienummer is read whole, however the authority writes it, and what only looks like one is not read."""

from __future__ import annotations

from datetime import date

import pytest

from motions.ingest import dnr_text
from motions.ingest.mail_parts import delar
from motions.ingest.remisstid import senast_den
from motions.numbering import parse_dnr, same_dnr


@pytest.mark.parametrize(
    ("text", "dnr"),
    [
        ("Dnr KS/2026:248-003", "KS/2026:248-003"),
        ("Angående KS-2026/00123.", "KS-2026/00123"),
        ("(BUN.2026.123)", "BUN.2026.123"),
        ("Remiss U2026/02345/UH", "U2026/02345/UH"),
        ("Dnr: Fi2026/00123/OU (delvis)", "Fi2026/00123/OU"),
        ("Dnr: KSN-2026-00123", "KSN-2026-00123"),
        ("Diarienummer:\nSTK 2026/77", "STK 2026/77"),
        ("diarienr 2.4.1-01234/2026", "2.4.1-01234/2026"),
        ("Dnr 26KS123", "26KS123"),
        ("Dnr 2026/KS0012", "2026/KS0012"),
        ("D.nr KS 2026 0123", "KS 2026 0123"),
        ("Dnr 2026 - 123", "2026 - 123"),
        ("Diarienummer (anges vid svar): V-2026-123", "V-2026-123"),
        ("Ärendenummer 31-2026/1234", "31-2026/1234"),
        ("Vår beteckning SN 2026/00123-4.", "SN 2026/00123-4"),
        ("Dnr KS 2026/123 - 2 bilagor", "KS 2026/123"),
        ("Dnr KS 2026/123 2026-05-01", "KS 2026/123"),
        ("Dnr 2026/123/Anna", "2026/123"),
        ("Dnr KS 2026/123.Med vänlig hälsning", "KS 2026/123"),
        ("Ert dnr AMN 2026-0123-1.3, vårt dnr KS 2026/9876", "KS 2026/9876"),
        ("Ert dnr U2026/02345/UH", "U2026/02345/UH"),
        ("Dnr 2026/123 KS", "2026/123 KS"),
        ("Dnr 2026-0123 BUN. Remiss", "2026-0123 BUN"),
        ("Diarienummer: 2026:45 MHN\nHej", "2026:45 MHN"),
        ("Dnr 2026/123 KSAU, med bilagor", "2026/123 KSAU"),
        ("Dnr 2026/123 PM om skolan", "2026/123"),
        ("Dnr 2026/123 SOU 2026:88", "2026/123"),
        ("Dnr 2026/123 REMISS", "2026/123"),
        ("Dnr 2026/123\nKS", "2026/123"),
        ("Dnr KS 2026/123 BUN", "KS 2026/123"),
        ("Dnr: 1.1.1-Ju2026/00123", "1.1.1-Ju2026/00123"),
        ("Dnr 6.2-Fi2026/01234/OU", "6.2-Fi2026/01234/OU"),
        ("Diarienr 2.4.1-KS2026/77", "2.4.1-KS2026/77"),
        ("Dnr JO 1234-2026", "JO 1234-2026"),
        ("Vår referens 6.1.1-2345/2026", "6.1.1-2345/2026"),
        ("Ref: 2026/234", "2026/234"),
        ("Ref.nr: KS 2026/234", "KS 2026/234"),
        ("Vår ref. 511-1234-2026", "511-1234-2026"),
        ("Referensnummer 2026-04567", "2026-04567"),
        ("Er referens: KS 2026/9, vår referens: SN 2026/234", "SN 2026/234"),
    ],
)
def test_a_number_is_read_whole(text: str, dnr: str) -> None:
    assert dnr_text.avsandarens("", text) == dnr
    assert dnr in dnr_text.alla(text)
    assert delar(f"From: a@x\r\nSubject: s\r\n\r\n{text}".encode()).dnr == dnr


@pytest.mark.parametrize(
    "text",
    [
        "Remiss av SOU 2026:88", "Prop. 2026/27:44", "Ds 2026:12", "SFS 2026:123", "Norrby 2026-11-20", "KL 2026:1",
        "Ref: 2026-08-14", "Vår referens: SOU 2026:88", "Referens: 08-123 45 67", "Ref: Anna Ek",
        "Referens 2026/2027", "Ref: prop. 2026/27:44", "Er referens 123456", "Maj 2026/2027", "Åk 2026/27",
        "Lag 2026:123", "Den 2026-123", "Nr 2026/123", "Nov 2026-12-01", "År 2026/123", "Plan2026/2027", "Budget2026",
        "Rapport2026-12-01", "Lå 2026/27", "SFS 1234-2026", "ISO 9001-2026", "(EU) 123/2026", "EU 1234/2026",
        "070-1234-2026", "2026-12-04", "14-12-2026", "1500-2000-2026", "tel 508-1234 2026", "100-2025/2026",
        "kl 10.30-12.00/2026", "pris 1.500-2.000", "HT 123-2026", "08-508 123-2026", "Prop. 2026/27:144",
        "Dir. 2026:123", "Skr. 2026/27:123", "AFS 2026:1",
        "läsåret 2026/2027", "VT 2026/2027", "Dnr: 2026-08-14", "Tel 08-123 45 67", "dnr saknas", "EU 2026/123", "HFD 2026:4",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_number_is_not_read(text: str) -> None:
    assert dnr_text.avsandarens(text, text) == ""


def test_a_number_without_the_word_is_read_in_the_subject_or_where_it_stands_alone() -> None:
    assert dnr_text.avsandarens("KS-2026/00123 Remiss", "Jämför BUN.2026.5 och SN 2026/7") == "KS-2026/00123"
    assert dnr_text.avsandarens("Remiss", "KS-2026/00123, KS-2026/00123") == "KS-2026/00123"
    assert dnr_text.avsandarens("Remiss", "Jämför BUN.2026.5 och SN 2026/7") == ""
    assert dnr_text.alla("Jämför BUN.2026.5 och SN 2026/7") == ["BUN.2026.5", "SN 2026/7"]


@pytest.mark.parametrize(
    "dnr",
    [
        *(
            "Fi 2026/01234",
            "Ks 2026-123",
            "Ju 2026/00123/L4",
            "Bun 2026/0456",
            "Komm2026/00123",
            "Kult2026/0456",
            "Samh2026-00123",
        ),
        *(
            "JO 1234-2026",
            "KS 123/2026",
            "BUN 0456-2026",
            "511-1234-2026",
            "218-04567-2026",
            "6.1.1-2345/2026",
            "2.4-01234/2026",
        ),
        *("1.1.1-Ju2026/00123", "1.5-KS2026/00123"),
    ],
)
@pytest.mark.parametrize(
    "mening", ["{}", "Remiss ({})", "Angående {}.", "Remiss, {}, om skolan", "Re: {} Remiss"]
)
def test_a_number_without_the_word_is_read_where_it_can_be_nothing_else(dnr: str, mening: str) -> None:
    assert dnr_text.alla(mening.format(dnr)) == [dnr]
    assert dnr_text.avsandarens(mening.format(dnr), "") == dnr


@pytest.mark.parametrize(
    ("raw", "organ", "ar", "lopnr"),
    [
        ("KS/2026:248-003", "KS", 2026, 248),
        ("KS-2026/00123", "KS", 2026, 123),
        ("BUN.2026.123", "BUN", 2026, 123),
        ("U2026/02345/UH", "U", 2026, 2345),
        ("Dnr KS 2026/248-003", "KS", 2026, 248),
    ],
)
def test_the_parts_of_a_number_are_read(raw: str, organ: str, ar: int, lopnr: int) -> None:
    last = parse_dnr(raw)
    assert (last.raw, last.organ, last.ar, last.lopnr) == (raw, organ, ar, lopnr)


def test_who_has_it_does_not_make_it_another_number() -> None:
    assert same_dnr("U2026/02345/UH", "U2026/02345")
    assert same_dnr("U2026/02345/UH", "u2026/2345/UF")
    assert not same_dnr("U2026/02345/UH", "U2026/02346/UH")
    assert not same_dnr("KS/2026:248-003", "KS/2026:248-004")


@pytest.mark.parametrize(
    "bit",
    [
        "dnr ",
        "1-",
        "KS 2026/",
        "KS2026",
        "dnr 1/",
        "A2026.1.",
        "dnr A/1/A/",
        "senast ",
        "senast 1 ",
        "1.1.",
        "1.1-1",
        "ref 1.",
        "A 111-",
        "senast kl 1 ",
        "svar: ",
    ],
)
def test_a_hostile_text_is_looked_through_in_no_time(bit: str) -> None:
    text = bit * (100_000 // len(bit))
    assert len(dnr_text.alla(text)) <= dnr_text.MEST
    dnr_text.avsandarens("", text)
    senast_den(text, kom=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "kom", "dag"),
    [
        ("Svara senast fredagen den 14 augusti.", "2026-06-01", "2026-08-14"),
        ("senast fredagen den 14 augusti", "2026-11-30", "2026-08-14"),
        ("Svar senast 2026-08-14", "2026-06-01", "2026-08-14"),
        ("senast den 14 augusti 2099", "2026-06-01", "2099-08-14"),
        ("senast den 15 januari", "2026-12-01", "2027-01-15"),
        ("Remisstiden går ut den 3 sept. 2026", "2026-06-01", "2026-09-03"),
        ("Svar senast 14/8", "2026-11-30", "2027-08-14"),
        ("senast 14.8.2026", "2026-06-01", "2026-08-14"),
        ("senast kl. 12.00 måndagen den 1 mars", "2026-11-30", "2027-03-01"),
        ("Yttrandet ska ha kommit in senast\nden 5 februari 2027.", "2026-06-01", "2027-02-05"),
        ("Sista svarsdag är 2027-01-15", "2026-06-01", "2027-01-15"),
        ("senast tors. 14 jan.", "2026-12-01", "2027-01-14"),
        ("Vi vill ha ert svar senast tisdagen den 1 december kl. 12", "2026-11-01", "2026-12-01"),
        ("senast den 31 februari, dock senast den 1 mars 2027", "2026-06-01", "2027-03-01"),
        ("Svar senast den 4 april", "2026-02-01", "2026-04-04"),
        ("senast den 15:e augusti 2027", "2026-12-01", "2027-08-15"),
        ("Svar senast 14/8-26", "2026-11-30", "2026-08-14"),
        ("senast den 5 februari -27 kl. 12", "2026-01-10", "2027-02-05"),
        ("Svar senast 14/8 kl. 12.00", "2026-06-01", "2026-08-14"),
        ("senast 14/8 12.00", "2026-06-01", "2026-08-14"),
        ("senast tisdag 29 februari", "2028-03-01", "2028-02-29"),
        ("senast måndag 29 februari", "2028-03-01", None),
        ("senast lördag 29 februari", "2028-03-01", None),
        ("senast söndag 29/2", "2028-03-01", "2032-02-29"),
        ("senast torsdag den 5 mars 2027, alltså senast fredag den 5 mars 2027", "2026-12-01", "2027-03-05"),
        ("senast måndag 30 februari", "2027-12-01", None),
        ("senast 0000-01-01", "2027-12-01", None),
        ("senast 9999-12-31", "2027-12-01", "9999-12-31"),
        ("Handlingen inkom 2026-01-02", "2026-06-01", None),
        ("senast ändrad 2025-01-01", "2026-06-01", None),
        *(
            (text, "2026-11-30", "2027-01-15")
            for text in (
                "Sista dag att svara: 15 januari 2027",
                "Sista dag att lämna synpunkter är den 15 januari 2027",
                "Sista dagen för yttrande: fredagen den 15 januari 2027",
                "Sista svarsdatum: 2027-01-15",
                "Remisstiden: t.o.m. 15 januari 2027",
                "Remisstid: tom 2027-01-15",
                "Remisstiden löper till och med fredag 15 januari",
                "Remisstiden utgår den 15 januari 2027",
                "senast kl. 12 den 15 januari 2027",
                "senast klockan 12.00, fredagen den 15 januari 2027",
                "senast kl 9 15 januari",
                "Svarsdatum 20270115",
                "Svar senast: 270115",
                "Svar senast 2027/01/15",
                "Svarsfrist: den 15 januari 2027",
                "Ert svar ska vara oss tillhanda den 15 januari 2027",
                "tillhanda: 2027-01-15",
                "tillhanda senast den 15 jan. 2027",
                "ha kommit oss tillhanda fredagen den 15 januari",
                "Svar önskas den 15 januari 2027",
                "Yttrandet önskas till 15/1",
                "Deadline: 15 januari",
            )
        ),
        ("Er skrivelse kom oss tillhanda den 15 januari 2026", "2026-01-20", None),
        ("senast 150000 kronor", "2026-06-01", None),
        ("senast 270115 kr", "2026-06-01", None),
        ("Svarsdatum 20271315", "2026-06-01", None),
        ("senast 1234567890", "2026-06-01", None),
        ("så snart det går", "2026-06-01", None),
    ],
)
def test_the_day_of_the_answer_is_read_in_words_and_in_figures(text: str, kom: str, dag: str | None) -> None:
    assert senast_den(text, kom=date.fromisoformat(kom)) == (dag and date.fromisoformat(dag))
