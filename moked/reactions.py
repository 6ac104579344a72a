"""The one table of what follows what: event -> reactions in the same transaction, each calling one service.

An event whose row is empty has no consequence but its place in the journal and the screens it changes.
"""

from collections.abc import Mapping, Sequence

from moked.agreements import events as agreements
from moked.cases import events as cases
from moked.cases import services as matters
from moked.channels import events as channels
from moked.channels import identity_hints, references, releasing
from moked.channels.accounts import events as accounts
from moked.channels.chat import departures
from moked.channels.chat import events as chat
from moked.customers import duplicates
from moked.customers import events as customers
from moked.diagnosis import events as diagnosis
from moked.flows import events as flows
from moked.guidance import events as guidance
from moked.guidance import services as wording
from moked.insights import events as insights
from moked.journal.events import Event
from moked.journal.record import Reaction
from moked.knowledge import events as knowledge
from moked.promises import events as promises
from moked.promises import services as clocks
from moked.routing import events as routing
from moked.routing import services as work
from moked.routing import tasks
from moked.staff import events as staff
from moked.surveys import events as surveys
from moked.surveys import services as asking
from moked.updates import events as updates
from moked.updates import services as hearing
from moked.webhooks import events as webhooks

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
    staff.ApiTokenCreated: [],
    staff.ApiTokenRevoked: [],
    staff.DutyChanged: [],
    # flows
    flows.FlowPublished: [],
    flows.WalkStarted: [],
    flows.StepWalked: [],
    flows.WalkFinished: [],
    # customers
    customers.CustomerCreated: [],
    customers.CustomerChanged: [duplicates.look_again, matters.tell_desks],
    customers.ContactPointAdded: [duplicates.look_again],
    customers.ContactPointConfirmed: [duplicates.look_again],
    customers.ContactPointVerified: [duplicates.look_again],
    customers.CodeRequested: [],
    customers.CustomerIdentified: [],
    customers.IdentificationFailed: [],
    customers.CustomersMerged: [duplicates.follow_merge, matters.tell_desks],
    customers.CustomerUnmerged: [duplicates.follow_unmerge, matters.tell_desks],
    customers.MergeSuggested: [],
    customers.MergeSuggestionDismissed: [],
    customers.MergeSuggestionReturned: [],
    customers.SegmentCreated: [],
    customers.SegmentChanged: [],
    customers.SegmentSet: [clocks.follow_segment, hearing.look_at_promised],
    customers.SystemAdded: [],
    customers.ContactSet: [],
    customers.SystemChanged: [],
    # cases
    cases.CaseOpened: [],
    cases.CustomerWrote: [
        matters.join_by_itself,
        clocks.follow_words,
        work.need_person,
        clocks.ask_estimate,
        hearing.look_again,
    ],
    cases.AutomaticMessageKept: [],
    cases.AnswerHeld: [],
    cases.AnswerTakenBack: [clocks.withdraw_with_answer, clocks.forget_with_answer],
    cases.MessageReleased: [
        clocks.keep_the_next_step,
        clocks.follow_case,
        work.let_go,
        wording.note_sent_words,
        releasing.send_released,
        clocks.ask_estimate,
        hearing.drop_update,
    ],
    cases.NoteWritten: [],
    cases.ColleagueMentioned: [],
    cases.SolutionProposed: [clocks.follow_case, clocks.ask_estimate, hearing.drop_update],
    cases.SolutionRejected: [
        clocks.follow_case,
        clocks.raise_when_reopened,
        work.need_person,
        clocks.ask_estimate,
        hearing.look_again,
    ],
    cases.CaseClosed: [
        clocks.follow_case,
        clocks.release_with_case,
        clocks.forget_with_case,
        work.finish,
        clocks.ask_estimate,
        hearing.drop_update,
        asking.ask_customer,
    ],
    cases.CaseReopened: [clocks.follow_case, clocks.raise_when_reopened, clocks.ask_estimate, hearing.look_again],
    cases.CustomerReminded: [],
    cases.CaseLeftUnconfirmed: [clocks.follow_case, work.finish, hearing.drop_update],
    cases.CaseAssigned: [work.hold_for_assignee, clocks.ask_estimate, hearing.tell_change],
    cases.CaseHandedOver: [work.pass_on, clocks.ask_estimate, hearing.tell_change],
    cases.HandOverTakenBack: [work.give_back, clocks.ask_estimate, hearing.untell_hand_over],
    cases.CaseWaiting: [clocks.follow_case, work.stand_back, hearing.tell_change, hearing.drop_update],
    cases.CaseResumed: [clocks.follow_case, work.need_person, clocks.ask_estimate, hearing.tell_change],
    cases.CaseSetAside: [
        clocks.follow_case,
        clocks.release_with_case,
        clocks.forget_with_case,
        work.finish,
        hearing.drop_update,
    ],
    cases.CaseBroughtBack: [clocks.follow_case, work.need_person, clocks.ask_estimate, hearing.look_again],
    cases.CaseMerged: [matters.follow_merge, clocks.follow_case, work.finish, hearing.drop_update],
    cases.CaseUnmerged: [clocks.follow_case, work.need_person, clocks.ask_estimate, hearing.look_again],
    cases.MessageSplit: [references.follow_message],
    cases.MessageJoinedBack: [references.follow_message],
    cases.CaseDetailsChanged: [matters.join_by_itself, clocks.retarget_case, clocks.ask_estimate, hearing.look_again],
    cases.CaseMovedToCustomer: [clocks.retarget_case, hearing.drop_update],
    cases.DeskNameChanged: [],
    cases.CaseMoveTakenBack: [clocks.retarget_case, hearing.look_again],
    cases.JoinDismissed: [],
    cases.CaseLinkRevoked: [],
    cases.CaseLinkShown: [],
    cases.CaseLinkRequested: [],
    cases.AutomaticsPaused: [hearing.look_at_pause],
    cases.AutomaticsResumed: [hearing.look_at_pause],
    cases.FileQuarantined: [],
    cases.DeliveryChanged: [],
    cases.IncidentOpened: [],
    cases.IncidentChanged: [],
    cases.CaseJoinedIncident: [],
    cases.CaseLeftIncident: [],
    cases.IncidentUpdateWritten: [],
    cases.IncidentOver: [],
    cases.PublicNoticePutUp: [],
    cases.PublicNoticeTakenDown: [],
    cases.TaskOpened: [tasks.queue_task],
    cases.TaskGiven: [tasks.follow_task],
    cases.TaskDueSoon: [],
    cases.TaskMissed: [clocks.call_for_task],
    cases.TaskEnded: [tasks.finish_task, clocks.end_calls_for_task, hearing.follow_call],
    # promises
    promises.ClocksMoved: [],
    promises.PromiseBroken: [],
    promises.BreachForeseen: [clocks.raise_when_predicted],
    promises.CalendarCreated: [],
    promises.CalendarChanged: [hearing.look_at_promised],
    promises.PackageCreated: [hearing.look_at_promised],
    promises.PackageChanged: [hearing.look_at_promised],
    promises.ProfileSet: [hearing.look_at_promised],
    promises.EmergencySwitchedOn: [hearing.look_at_promised, work.look_at_staffing],
    promises.CalledInForEmergency: [],
    promises.EmergencySwitchedOff: [hearing.look_at_promised, work.look_at_staffing],
    promises.EstimateTold: [hearing.tell_change],
    promises.StatuteChanged: [],
    promises.LadderCreated: [],
    promises.LadderChanged: [],
    promises.RungCalled: [],
    promises.PersonCalled: [],
    promises.CallConfirmed: [],
    promises.CallPassedOn: [],
    promises.CommitmentMade: [],
    promises.CommitmentMoved: [hearing.tell_change],
    promises.CommitmentDueSoon: [],
    promises.CommitmentKept: [],
    promises.CommitmentReleased: [],
    promises.CommitmentBroken: [clocks.raise_when_not_kept],
    promises.PromiseNoticed: [],
    promises.PromiseNotNeeded: [],
    # agreements
    agreements.AgreementStarted: [],
    agreements.AgreementSent: [],
    agreements.AgreementApproved: [],
    agreements.AgreementRefused: [],
    agreements.AgreementWithdrawn: [],
    agreements.AgreementTookEffect: [],
    agreements.AgreementRenewalNear: [],
    # diagnosis
    diagnosis.GuideCreated: [],
    diagnosis.GuideChanged: [],
    diagnosis.DiagnosisStarted: [],
    diagnosis.DiagnosisStepTaken: [],
    diagnosis.DiagnosisStepTakenBack: [],
    diagnosis.DiagnosisTurnedToUs: [work.need_person],
    diagnosis.FindingProposed: [],
    diagnosis.FindingAgreed: [],
    diagnosis.FindingQuestioned: [],
    diagnosis.DiagnosisSetAside: [],
    # updates
    updates.UpdateHeld: [],
    updates.UpdateSent: [],
    updates.UpdateDropped: [],
    updates.StatusAsked: [],
    # routing
    routing.WorkOffered: [],
    routing.OfferEnded: [],
    routing.WorkReturned: [],
    routing.PresenceChanged: [],
    # surveys
    surveys.SurveyAnswered: [clocks.open_recovery],
    surveys.SurveyPolicyChanged: [],
    # insights
    insights.ReferenceMarked: [],
    insights.ReferenceChanged: [],
    insights.ReferenceEnded: [],
    insights.ReferenceReviewDue: [],
    insights.LessonWritten: [],
    # knowledge
    knowledge.AnswerBlockCreated: [],
    knowledge.AnswerBlockChanged: [],
    # guidance
    guidance.CarefulWordsChanged: [],
    guidance.WordsChosen: [],
    guidance.WordsSent: [],
    # webhooks
    webhooks.WebhookCreated: [],
    webhooks.WebhookChanged: [],
    webhooks.WebhookSecretRotated: [],
    webhooks.WebhookStopped: [],
    webhooks.WebhookReplayed: [],
    # channels: accounts
    accounts.MailboxCreated: [],
    accounts.MailboxChanged: [],
    accounts.WidgetCreated: [],
    accounts.WidgetChanged: [],
    # channels
    channels.InboundNeedsALook: [],
    channels.InboundRetried: [],
    channels.InboundDismissed: [],
    channels.CaseOpenedFromInbound: [],
    channels.RelatedCaseFound: [identity_hints.note_reply],
    channels.MailBounced: [],
    # channels: chat
    chat.VisitorLeft: [departures.mail_unread, work.visitor_left],
    chat.VisitorReturned: [work.visitor_returned],
    chat.AnswerAddressGiven: [identity_hints.note_chat_address],
}
