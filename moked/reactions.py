"""The one table of what follows what: event -> reactions in the same transaction, each calling one service.

An event whose row is empty has no consequence but its place in the journal and the screens it changes.
"""

from collections.abc import Mapping, Sequence

from moked.cases import events as cases
from moked.channels.chat import events as chat
from moked.customers import events as customers
from moked.journal.events import Event
from moked.journal.record import Reaction
from moked.staff import events as staff

TABLE: Mapping[type[Event], Sequence[Reaction]] = {
    # staff
    staff.PersonInvited: [],
    staff.MembershipCreated: [],
    staff.MembershipChanged: [],
    staff.RoleCreated: [],
    staff.RoleChanged: [],
    staff.RoleRemoved: [],
    staff.TeamCreated: [],
    staff.TeamChanged: [],
    staff.SkillCreated: [],
    staff.SkillChanged: [],
    staff.SkillRemoved: [],
    staff.TopicCreated: [],
    staff.TopicChanged: [],
    staff.BusinessCreated: [],
    staff.BusinessChanged: [],
    # customers
    customers.CustomerCreated: [],
    customers.CustomerChanged: [],
    customers.ContactPointAdded: [],
    customers.ContactPointVerified: [],
    customers.CodeRequested: [],
    customers.CustomerIdentified: [],
    customers.IdentificationFailed: [],
    customers.CustomersMerged: [],
    customers.CustomerUnmerged: [],
    # cases
    cases.CaseOpened: [],
    cases.CustomerWrote: [],
    cases.AutomaticMessageKept: [],
    cases.AnswerHeld: [],
    cases.AnswerTakenBack: [],
    cases.MessageReleased: [],
    cases.NoteWritten: [],
    cases.ColleagueMentioned: [],
    cases.SolutionProposed: [],
    cases.SolutionRejected: [],
    cases.CaseClosed: [],
    cases.CaseReopened: [],
    cases.CustomerReminded: [],
    cases.CaseLeftUnconfirmed: [],
    cases.CaseAssigned: [],
    cases.CaseHandedOver: [],
    cases.CaseWaiting: [],
    cases.CaseResumed: [],
    cases.CaseSetAside: [],
    cases.CaseBroughtBack: [],
    cases.CaseMerged: [],
    cases.CaseUnmerged: [],
    cases.MessageSplit: [],
    cases.MessageJoinedBack: [],
    cases.CaseDetailsChanged: [],
    cases.CaseMovedToCustomer: [],
    cases.CaseLinkRevoked: [],
    cases.DeliveryChanged: [],
    # channels: chat
    chat.VisitorLeft: [],
    chat.VisitorReturned: [],
    chat.AnswerAddressGiven: [],
}
