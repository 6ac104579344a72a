"""Who works at Tapuz: people, teams and what each does well."""

from demo.content.shapes import Business, Role, Skill, SkillLevel, StaffMember, Team

TAPUZ = Business("tapuz", "תפוז תקשורת", "Tapuz Communications", "tapuz.test", "service@tapuz.test")

TEAMS = (
    Team("first_line", "קו ראשון", "First line"),
    Team("network", "רשת", "Network (tier 2)"),
    Team("billing", "גבייה וחשבונות", "Billing and accounts"),
    Team("back_office", "בק אופיס", "Back office"),
)

SKILLS = (
    Skill("wifi", "Wi-Fi", "Wi-Fi", "expertise"),
    Skill("fiber", "סיב אופטי", "Optical fibre", "expertise"),
    Skill("voip", "טלפוניה IP", "IP telephony", "expertise"),
    Skill("billing", "חיובים", "Billing", "expertise"),
    Skill("porting", "ניוד מספר", "Number porting", "expertise"),
    Skill("sales", "מכירות", "Sales", "expertise"),
    Skill("english", "אנגלית", "English", "language"),
    Skill("russian", "רוסית", "Russian", "language"),
    Skill("arabic", "ערבית", "Arabic", "language"),
)


def _levels(**levels: int) -> tuple[SkillLevel, ...]:
    return tuple(SkillLevel(skill, level) for skill, level in levels.items())


def _member(
    names_he: str,
    names_en: str,
    gender: str,
    role: Role,
    team: str,
    title_he: str,
    stands_in_for: tuple[str, ...] = (),
    **levels: int,
) -> StaffMember:
    """Names are 'first last'; the code and the address follow from the Latin name."""
    first_he, last_he = names_he.split(" ", 1)
    first_en, last_en = names_en.split(" ", 1)
    code = f"{first_en}.{last_en}".lower()
    return StaffMember(
        code=code,
        first_he=first_he,
        last_he=last_he,
        first_en=first_en,
        last_en=last_en,
        gender="f" if gender == "f" else "m",
        email=f"{code}@{TAPUZ.domain}",
        role=role,
        team=team,
        title_he=title_he,
        skills=_levels(**levels),
        stands_in_for=stands_in_for,
    )


STAFF = (
    _member(
        "נועה ברק",
        "Noa Barak",
        "f",
        "agent",
        "first_line",
        "נציגת שירות, עסקים",
        wifi=5,
        fiber=4,
        voip=3,
        billing=3,
        english=4,
    ),
    _member(
        "איתן שגב",
        "Eitan Segev",
        "m",
        "agent",
        "first_line",
        "נציג שירות בכיר, סגן מנהלת המשמרת",
        ("noa.barak", "ronit.peretz"),
        wifi=4,
        fiber=4,
        voip=4,
        billing=2,
        english=5,
    ),
    _member(
        "סמיר ח׳ורי",
        "Samir Khoury",
        "m",
        "agent",
        "network",
        "מומחה רשת, דרג ב׳",
        wifi=5,
        fiber=5,
        voip=4,
        english=4,
        arabic=5,
    ),
    _member(
        "רונית פרץ",
        "Ronit Peretz",
        "f",
        "shift_manager",
        "first_line",
        "מנהלת משמרת",
        wifi=3,
        fiber=3,
        billing=4,
        porting=3,
        english=3,
    ),
    _member("מיכל אדלר", "Michal Adler", "f", "service_director", "first_line", "סמנכ״לית שירות", english=5),
    _member("גיא רוט", "Guy Roth", "m", "administrator", "back_office", "מנהל המערכת", english=4),
    _member(
        "מאיה חדד",
        "Maya Hadad",
        "f",
        "agent",
        "first_line",
        "נציגת שירות, בתים",
        wifi=4,
        fiber=3,
        billing=3,
        sales=3,
        english=2,
    ),
    _member(
        "עומר דיין",
        "Omer Dayan",
        "m",
        "agent",
        "first_line",
        "נציג שירות, עסקים",
        wifi=3,
        fiber=3,
        voip=4,
        porting=4,
        sales=4,
        english=3,
    ),
    _member(
        "טטיאנה וולקוב",
        "Tatiana Volkov",
        "f",
        "agent",
        "first_line",
        "נציגת שירות",
        wifi=3,
        fiber=3,
        billing=3,
        russian=5,
        english=3,
    ),
    _member(
        "ראמי נסאר",
        "Rami Nassar",
        "m",
        "agent",
        "first_line",
        "נציג שירות",
        wifi=4,
        fiber=3,
        billing=2,
        porting=2,
        arabic=5,
    ),
    _member("הילה גבאי", "Hila Gabay", "f", "agent", "billing", "נציגת חיובים", billing=5, sales=2, english=3),
    _member("יוסי אוחיון", "Yossi Ohayon", "m", "agent", "billing", "נציג חיובים וגבייה", billing=5, porting=2),
    _member(
        "אביגיל מימון",
        "Avigail Maimon",
        "f",
        "back_office",
        "back_office",
        "רכזת ניודים והתקנות",
        porting=5,
        billing=3,
        english=2,
    ),
    _member("אורן פז", "Oren Paz", "m", "back_office", "back_office", "מתאם טכנאים", fiber=3, wifi=2),
)

# The person a visitor signs in as first.
PERSONA = "noa.barak"
# Who looks after the installation itself.
OPERATOR = "operator@moked.test"
# Printed where everybody sees it: these people exist only where the demo is loaded.
PASSWORD = "moked-demo-2026"  # noqa: S105
