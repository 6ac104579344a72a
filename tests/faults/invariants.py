"""What must hold in an installation whatever was killed, asked as the owner, whom no policy hides a row from.

Each query names rows that contradict what the product promises; none is right.
"""

from collections import Counter
from typing import Any

import psycopg

from tests.faults.load.ledger import Ledger

# A title, and a query whose rows are violations. The first column says which.
QUERIES = {
    "more than one open work item of a case": """
        SELECT case_id FROM routing_workitem WHERE state <> 'done' GROUP BY case_id, task_id HAVING count(*) > 1""",
    "held without a holder, or a holder of something not held": """
        SELECT id FROM routing_workitem WHERE (state = 'held') <> (holder_id IS NOT NULL)""",
    "offered without an open offer, or an open offer of something not offered": """
        SELECT item.id, item.state FROM routing_workitem item
        LEFT JOIN routing_offer offer ON offer.item_id = item.id AND offer.ended_at IS NULL
        WHERE (item.state = 'offered') <> (offer.id IS NOT NULL)""",
    "more than one open offer of an item": """
        SELECT item_id FROM routing_offer WHERE ended_at IS NULL GROUP BY item_id HAVING count(*) > 1""",
    "an ended offer without an outcome": """
        SELECT id FROM routing_offer WHERE (ended_at IS NULL) <> (outcome = '')""",
    "somebody else holds the item than has the case": """
        SELECT item.id FROM routing_workitem item JOIN cases_case c ON c.id = item.case_id
        WHERE item.state = 'held' AND item.task_id IS NULL AND c.assignee_id IS DISTINCT FROM item.holder_id""",
    "a case that needs a person and has no open work item": """
        SELECT c.id, c.state FROM cases_case c WHERE c.state IN ('new', 'open')
        AND NOT EXISTS (SELECT FROM routing_workitem item WHERE item.case_id = c.id AND item.task_id IS NULL
          AND item.state <> 'done')""",
    "an open work item of a case that needs nobody": """
        SELECT item.id, c.state, c.channel FROM routing_workitem item JOIN cases_case c ON c.id = item.case_id
        WHERE item.state <> 'done' AND item.task_id IS NULL AND c.state NOT IN ('new', 'open')
        AND NOT (c.state = 'waiting' AND c.channel = 'chat')""",
    "closed without a proof that stands, or the other way round": """
        SELECT c.id, c.state FROM cases_case c WHERE (c.state = 'closed') <> EXISTS (
          SELECT FROM cases_caseclosing closing WHERE closing.case_id = c.id AND closing.undone_at IS NULL)""",
    "a case without its words for searching": """
        SELECT c.id FROM cases_case c WHERE NOT EXISTS (SELECT FROM cases_casesearch s WHERE s.case_id = c.id)""",
    "two cases with one number": """
        SELECT number FROM cases_case GROUP BY business_id, number HAVING count(*) > 1""",
    "a case nobody said anything in": """
        SELECT c.id FROM cases_case c WHERE NOT EXISTS (SELECT FROM cases_message m WHERE m.case_id = c.id)""",
    "a message that still waits to leave": """
        SELECT id, state FROM cases_message WHERE state = 'held'""",
    "a message on its way with nothing that brings it": """
        SELECT m.id FROM cases_message m WHERE m.direction = 'out' AND m.state = 'queued'
        AND NOT EXISTS (SELECT FROM contact_channels_delivery d WHERE d.message_id = m.id)""",
    "a message said to be sent that nothing sent": """
        SELECT m.id FROM cases_message m WHERE m.direction = 'out' AND m.state = 'done' AND NOT EXISTS (
          SELECT FROM contact_channels_delivery d WHERE d.message_id = m.id AND d.state = 'sent')""",
    "a sent delivery of a message that is not": """
        SELECT m.id, m.state FROM cases_message m JOIN contact_channels_delivery d ON d.message_id = m.id
        WHERE d.state = 'sent' AND m.state <> 'done'""",
    "a mail that never came to an end": """
        SELECT d.id, d.state, d.attempts FROM contact_channels_delivery d
        JOIN contact_channels_account a ON a.id = d.account_id
        WHERE a.kind = 'mail' AND d.state IN ('queued', 'sending')""",
    "something received that was never brought in": """
        SELECT id, problem FROM contact_channels_inbound WHERE state = 'received'""",
    "something in the tray by mistake": """
        SELECT id, problem FROM contact_channels_inbound WHERE state = 'needs_a_look'""",
    "something brought in that became no message": """
        SELECT id, problem FROM contact_channels_inbound WHERE state = 'done' AND message_id IS NULL""",
    "two things received that became one message": """
        SELECT message_id FROM contact_channels_inbound WHERE message_id IS NOT NULL
        GROUP BY message_id HAVING count(*) > 1""",
    "a Message-ID that leads to another case than its message": """
        SELECT r.id FROM contact_channels_mailreference r JOIN cases_message m ON m.id = r.message_id
        WHERE r.case_id <> m.case_id""",
    "an incoming message without its entry in the journal": """
        SELECT m.id FROM cases_message m WHERE m.direction = 'in' AND (SELECT count(*) FROM journal_entry j
          WHERE j.code IN ('customer_wrote', 'automatic_message_kept')
          AND j.facts->>'message_id' = m.id::text) <> 1""",
    "a message that left without one entry in the journal": """
        SELECT m.id FROM cases_message m WHERE m.direction = 'out' AND m.state IN ('queued', 'done', 'failed')
        AND (SELECT count(*) FROM journal_entry j
          WHERE j.code = 'message_released' AND j.facts->>'message_id' = m.id::text) <> 1""",
    "an entry in the journal about a case that is not there": """
        SELECT j.id, j.code FROM journal_entry j WHERE j.case_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM cases_case c WHERE c.id = j.case_id)""",
    "a case whose last assignment in the journal is another": """
        SELECT c.id FROM cases_case c JOIN LATERAL (
          SELECT j.person_id FROM journal_entry j WHERE j.case_id = c.id
          AND j.code IN ('case_assigned', 'case_handed_over', 'hand_over_taken_back')
          ORDER BY j.id DESC LIMIT 1) last ON true
        WHERE last.person_id IS DISTINCT FROM c.assignee_id""",
    "two entries of the journal in one place": """
        SELECT id FROM journal_entry GROUP BY id HAVING count(*) > 1""",
    "a step missing in a router's log": """
        SELECT pool_id, number FROM (SELECT pool_id, number, lag(number) OVER (PARTITION BY pool_id ORDER BY number)
          AS before FROM routing_routerlogentry) steps WHERE before IS NOT NULL AND number <> before + 1""",
    "a router's log that ends elsewhere than its lease says": """
        SELECT lease.pool_id FROM routing_routerlease lease WHERE lease.last_number <> (
          SELECT coalesce(max(number), 0) FROM routing_routerlogentry entry WHERE entry.pool_id = lease.pool_id)""",
    "more than one open clock of a kind for a case": """
        SELECT case_id, kind FROM promises_clock WHERE phase IN ('running', 'paused')
        GROUP BY case_id, kind HAVING count(*) > 1""",
    "a clock that runs on a case that waits for nobody of ours": """
        SELECT clock.id, clock.kind, c.state FROM promises_clock clock JOIN cases_case c ON c.id = clock.case_id
        WHERE clock.phase = 'running' AND c.state IN ('proposed', 'unconfirmed', 'closed', 'set_aside', 'merged')""",
    "an open case to which nothing is promised, though its business promises to all": """
        SELECT c.id, c.state FROM cases_case c JOIN promises_servicepackage package
          ON package.business_id = c.business_id AND package.is_default AND package.is_active
        WHERE c.state IN ('new', 'open') AND NOT EXISTS (SELECT FROM promises_clock clock
          WHERE clock.case_id = c.id AND clock.kind = 'solution' AND clock.phase IN ('running', 'paused'))""",
    "a step of a clock done twice": """
        SELECT clock_id, what FROM (SELECT clock_id, what, lag(what) OVER (PARTITION BY clock_id ORDER BY id)
          AS before FROM promises_clockstep WHERE what <> 'retargeted') steps WHERE what = before""",
    "a clock that stands elsewhere than its last step says": """
        SELECT clock.id, clock.phase, last.what FROM promises_clock clock LEFT JOIN LATERAL (
          SELECT step.what FROM promises_clockstep step WHERE step.clock_id = clock.id
          AND step.what NOT IN ('retargeted', 'broken') ORDER BY step.id DESC LIMIT 1) last ON true
        WHERE clock.phase IS DISTINCT FROM CASE last.what WHEN 'start' THEN 'running' WHEN 'resume' THEN 'running'
          WHEN 'pause' THEN 'paused' WHEN 'stop' THEN 'stopped' WHEN 'void' THEN 'void' END""",
}

# Leases of the killed run out sooner than they would: their owners are dead, and nobody waits ten minutes in a test.
# Only while no worker lives: a living one would lose what it is doing.
LEASES_OVER = """
UPDATE contact_channels_inbound SET next_attempt_at = now() WHERE state = 'received' AND next_attempt_at > now();
UPDATE contact_channels_delivery SET next_attempt_at = now() WHERE state = 'sending' AND next_attempt_at > now();
"""
# What waits without anybody doing it.
PUT_OFF = """
UPDATE contact_channels_delivery SET next_attempt_at = now()
 WHERE state = 'queued' AND next_attempt_at > now() AND next_attempt_at < '9000-01-01';
UPDATE cases_message SET release_at = now() WHERE state = 'held' AND release_at > now();
"""
OPEN_ENDS = """
SELECT (SELECT count(*) FROM contact_channels_inbound WHERE state = 'received')
 + (SELECT count(*) FROM contact_channels_delivery d JOIN contact_channels_account a ON a.id = d.account_id
    WHERE a.kind = 'mail' AND d.state IN ('queued', 'sending'))
 + (SELECT count(*) FROM cases_message WHERE state = 'held')
"""


def violations(link: psycopg.Connection) -> list[str]:
    """What contradicts the invariants, in words."""
    found = []
    for title, query in QUERIES.items():
        rows = link.execute(query).fetchall()
        if rows:
            found.append(f"{title}: {len(rows)}, for example {[str(value) for value in rows[0]]}")
    return found


def losses(link: psycopg.Connection, ledger: Ledger) -> dict[str, list[str]]:
    """What was acknowledged and is not there, and what is there twice."""
    said_by = link.execute("SELECT direction, text FROM cases_message").fetchall()
    texts = Counter((direction, text) for direction, text in said_by)
    came, said = [*ledger.mails.values(), *ledger.chats], [*ledger.answers, *ledger.unsure]
    lost = [text for text in came if texts["in", text] == 0]
    lost += [text for text in ledger.answers if texts["out", text] == 0]
    doubled = [text for (_, text), times in texts.items() if times > 1 and ("מספר" in text or "/" in text)]
    doubled += [text for text in said if texts["out", text] > 1]
    taken = Counter(ledger.delivered)
    doubled += [mail_id for mail_id, times in taken.items() if times > 1]
    states = dict(
        link.execute(
            "SELECT d.provider_id, d.state FROM contact_channels_delivery d"
            " JOIN contact_channels_account a ON a.id = d.account_id WHERE a.kind = 'mail'"
        ).fetchall()
    )
    lost += [f"{mail_id}, called sent" for mail_id, state in states.items() if state == "sent" and not taken[mail_id]]
    wrong = [
        f"{mail_id} is {states.get(mail_id)}" for mail_id in taken if states.get(mail_id) not in ("sent", "unknown")
    ]
    wrong += [
        f"{mail_id} is {states[mail_id]} though nobody said so"
        for mail_id in set(ledger.left_in_doubt)
        if states.get(mail_id) != "unknown"
    ]
    return {"lost": lost, "doubled": sorted(set(doubled)), "wrong": wrong}


def end_leases(link: psycopg.Connection) -> None:
    """Lets every lease run out. No worker may run."""
    link.execute(LEASES_OVER)


def hurry(link: psycopg.Connection) -> None:
    """Makes everything due that was put off."""
    link.execute(PUT_OFF)


def open_ends(link: psycopg.Connection) -> int:
    """How much is still on its way."""
    row = link.execute(OPEN_ENDS).fetchone()
    return int(row[0]) if row else 0


def check(link: psycopg.Connection, ledger: Ledger) -> dict[str, Any]:
    """What is lost, doubled or wrong against the ledger, which invariants are broken, and what there is."""
    deliveries = dict(link.execute("SELECT state, count(*) FROM contact_channels_delivery GROUP BY 1").fetchall())
    cases = dict(link.execute("SELECT state, count(*) FROM cases_case GROUP BY 1").fetchall())
    return {**losses(link, ledger), "broken": violations(link), "deliveries": deliveries, "cases": cases}
