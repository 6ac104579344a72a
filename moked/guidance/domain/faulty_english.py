"""How a fault is put on others in English, by family. Sources as `compile_phrases` reads them."""

from collections.abc import Mapping, Sequence

WORDS: Mapping[str, str] = {
    "be": "is|are|was|were|'s|'re|s",
    "is_not": "(is|are|was|were|does|do|did)(n'?t| not|nt)|('s|'re) not|has nothing|isn t|cannot be|can'?t be",
    "this": "this|that|it|these|those|the matter|the (case|thing)",
    "problem": (
        "(the |a |any |your |this |that |some )?(root |underlying |actual |main )?"
        "(problems?|issues?|faults?|errors?|causes?|delays?|bugs?|source|blame|failure|damage"
        "|outage|trouble|root cause|reason)"
        "( of (the|this|that) \\w{3,10})?"
    ),
    "our_side": (
        "(on|at|from|with|in) (our|my) (sides?|ends?|part|behalf|perspective|systems?|servers?"
        "|network|software|platform|app|hands)"
        "|(on|at|from) us|here|over here"
    ),
    "our_systems": (
        "(our|all our|all of our|my) (\\w{3,12} )?(systems?|servers?|services?|software"
        "|platform|app|site|website|network|product|side|end|logs?|records?|monitoring)"
    ),
    "your_side": "(on|at|from|with|in) (your|the customer'?s?|the client'?s?|the user'?s?) (\\w{3,12}"
    " )?(sides?|ends?|part|premises)",
    "your_thing": (
        "your (own |local |home |internal |office )?(computer|laptop|device|phone|network"
        "|router|internet|browser|wi-?fi|connection|settings|setup|firewall|modem|line"
        "|equipment|system|isp|provider|internet provider|infrastructure|configuration|configurations"
        "|hardware|cable|sim|account settings|antivirus|machine|machines|server|mail server"
        "|operating system|pc|mac|tv|charger|app)"
    ),
    "third": (
        "(the |your |their |an?other )?(own )?(\\w{3,14} )?(manufacturer|maker|supplier"
        "|vendor|isp|provider|courier|carrier|bank|seller|retailer|importer|shop|store|developer"
        "|landlord"
        "|post office|customs|shipping company|delivery company|airline|insurer|insurance"
        "( company)?|card issuer|credit card company|municipality|operator|network operator"
        "|department|technician|electrician|hosting company|host|merchant|distributor|company"
        "|team that|dealer|garage|installer|it (team|department|people|guy|admin))"
        "|apple|google|amazon|microsoft|paypal|facebook|visa|mastercard|someone else|somebody"
        " else|elsewhere|dhl|fedex|ups"
    ),
    "fine": (
        "working|works|fine|well|ok|okay|normal|normally|good|correctly|properly|as (it should|expected"
        "|intended|designed)|up and running|operational|in order|perfectly|healthy|clean"
        "|green|without (any )?(problems?|issues?|errors?)"
    ),
    "we": "we|i|our team|the company|our company",
    "cannot": "can'?t|cannot|can not|could not|couldn'?t|(am|are|is|'m|'re) (unable|not able)"
    " to|(won'?t|will not) be able to|(am|are|'m|'re) not in a position to|unable to",
    "wrongly": "wrong|wrongly|incorrectly|improperly|by mistake|by accident|incorrect|badly",
    "no_fault": "(any |a |an? |no )?(other )?(problems?|issues?|errors?|faults?|bugs?|outages?|"
    "(thing )?wrong|anything wrong|anything unusual|nothing wrong)",
}

FAMILIES: Mapping[str, Sequence[str]] = {
    "not_ours": (
        "(that|this|it)( is|'s) between you and (the|your) <third>",
        "<we> ?(are not|aren'?t|'re not|'m not|am not|is not|isn'?t) the (ones?|person|people"
        "|company|team|cause|right \\w{4,8})( who| that| to)?",
        "<we> (can'?t|cannot|won'?t|will not) (take|accept|assume|bear)( \\w{3,5})? (responsibility|liability|blame)",
        "(<is_not>|not)( really| caused| coming| a problem| an issue| down| up| entirely){0,2}"
        " (from|by|because of|due to) (us|our \\w{3,12})(?! to)",
        "(<problem>|<this>)( probably| really)? (<is_not>|not)( really| entirely| down|"
        " up){0,2} (with|on|to) us(?! (any|yet))",
        "<we> (can'?t|cannot|will not|won'?t) be (held )?(responsible|liable|accountable|blamed)",
        "we (have|had) nothing to do with",
        "(<is_not>|not|n'?t)( (really|actually|exactly|a|an|even|due to|because of|caused"
        " by|related to|connected to|connected with|linked to|something|coming from|come"
        " from|originate from|originating from|within|in|with|from|by)){0,3}"
        " (our|my) (\\w{3,12} )?(problem|issue|fault|responsibility|department|job|area"
        "|concern|business|mistake|doing|side|end|systems?|servers?|software|product|app"
        "|platform|network|error|remit|field|control)",
        "not (on|at|from) (our|my) (side|end|part)",
        "(our|my) (fault|problem|responsibility|side)(,)? it (is not|isn'?t)",
        "(nothing|not( \\w{3,10})?|n'?t (have )?anything) to do with (us|me|our \\w{3,12})",
        "(no|not|n'?t|nothing)( any)? (connected|related|connection|relation|link) (to|with) (us|our \\w{3,12})",
        "<we> (are|am|is|'re|'m|re|'s)( simply| really| just)? ?(not|n'?t)( \\w{3,10})?"
        " (responsible|liable|to blame|accountable|involved|at fault|the (right|ones?|people"
        "|cause)|in charge)( for)?",
        "<we> (aren'?t|isn'?t) (responsible|liable|to blame|accountable|involved|at fault"
        "|the (right|ones?|people|cause)|in charge)( for)?",
        "<we> (do not|don'?t|does not|doesn'?t|cannot|can'?t) (handle|deal with|take care"
        " of|take (any )?responsibility|accept (any )?(responsibility|liability|blame)|cover"
        "|support|own|manage)( (that|this|it|those|these|for))?",
        "(take|accept|have|bear|assume)s? no (responsibility|liability|blame|part)",
        "<this> ?(is|'s)? ?(is not|isn'?t|not|'s not) (up to|down to|on|because of|caused by) (us|me)",
        "(was not|wasn'?t|is not|isn'?t|not) (caused|created|made|done|sent|triggered) by (us|our \\w{3,12})",
        "(it|that|this)('s| is|s) not us|it isn'?t us",
        "(out of|outside|outside of|beyond) (our|my) (control|hands|scope|remit|responsibility|area|reach)",
        "(out of our hands)|we (have|had) no (control|say|influence|part)( over| in)?",
        "(is not|isn'?t|'s not|not) (something|a matter|a thing)( that)? (we|i) (deal|handle"
        "|do|manage|can|control|are|own|look)\\w{0,3}( with| responsible for)?",
        "we (only|just|merely) (sell|resell|ship|distribute|import|host|run|provide|list)"
        "( the| a| this)?( \\w{3,12})?",
        "(is|'s) none of our (business|concern)",
        "not (a|an) (\\w{3,12} )?(problem|issue|fault|bug) (of ours|on our (side|end)|with (us|our \\w{3,12}))",
        "(problem|issue|fault|responsibility) (is not|isn'?t) (ours|us)|(is not|isn'?t|not) ours",
    ),
    "someone_else": (
        "(<problem>|<this>|the responsibility|responsibility) (lies|rests|sits|is)( \\w{4,9})?"
        " (with|on) (the|your) <third>",
        "<this> ?(is|'s) (up to|down to) (the|your) <third>",
        "(<problem>|<this>) ?(is|'s|lies|comes|came|sits|was)( \\w{3,10}){0,2} (with|from"
        "|at|on|up to|caused by|because of|due to) (the|your) <third>",
        "<this> ?(is|'s|was) (the )?(\\w{3,12} )?(manufacturer|maker|supplier|vendor|provider"
        "|courier|carrier|bank|seller|retailer|importer)'?s'? (\\w{3,12} )?(fault|problem"
        "|responsibility|issue|job|mistake)",
        "(the|your) <third> (is|are) (responsible|to blame|at fault|liable)|blame (the|your) <third>",
        "(problem|issue|matter|question|one) (with|for) (the|your) (\\w{3,10} )?(provider"
        "|bank|courier|carrier|manufacturer|supplier|isp|seller|vendor)",
    ),
    "on_your_side": (
        "your (\\w{3,12} )?(settings?|configuration|setup|connection|password|browser|device"
        "|router|network|version|system|internet|wi-?fi) (is|are|was|were|seems?( to be)?"
        "|looks?|must be)( \\w{3,8})? (wrong|incorrect|outdated|out of date|misconfigured"
        "|too \\w{3,5}|unstable|weak|broken|faulty|off|slow|the (problem|issue))",
        "<problem>( is| was|'s| lies)( \\w{4,9})? (yours|you|with you)",
        "(it )?must be (a (problem|fault) with |something (wrong )?with )?<your_thing>",
        "(it |this )?(seems|looks like|appears|sounds like|i think|probably|i suspect|i"
        " guess)( that)?( it'?s| it is)?( a (problem|fault) with| something with)? <your_thing>"
        "( is( the (problem|issue|cause))?)?",
        "(<problem>|<this>|something|must|error|it)( ?(is|'s|was|lies|must be|seems to be"
        "|appears to be|looks to be|has to be|might be|could be|be|comes|originates|sits"
        "|would be|looks like it'?s))?( (probably|most|likely|rather|actually|simply|wrong"
        "|somewhere|caused|located|related|something|definitely|clearly|really|entirely"
        "|purely|more)){0,3} <your_side>",
        "(<problem>|<this>) ?(is|'s|was|lies|must be|seems to be|appears to be|has to be"
        "|comes|might be|could be|is probably|is most likely|is likely|originates|sits)"
        "( \\w{4,10}){0,2}( caused by| due to| because of| related to| with| in| on| from"
        "| down to) <your_thing>",
        "(something|anything)( ?('s|is))?( \\w{4,6})? (on|with|in|at) (<your_thing>|your"
        " (side|end))( is (wrong|broken|off|misconfigured))?",
        "<this> ?('s|is|must be|has to be|could be|is probably|'s probably)( most likely"
        "| likely| probably| just| a problem with| an issue with)? <your_thing>",
        "<your_thing> (is|are|must be|seems to be)( \\w{3,10})? (the (problem|issue|cause"
        "|culprit)|causing \\w{2,6}|faulty|misconfigured|to blame|broken|not (supported"
        "|compatible)|too old|the one)",
        "not us,? (it'?s )?you|your (problem|issue), not ours|(is|'s) your problem",
        "(check|look at|fix|solve)( it| this| that)? (on|at) your (own )?(side|end)",
    ),
    "works_for_us": (
        "(checked|looked|tested|searched)( \\w{2,10}){0,2} (and|but) (found|see|saw|there"
        " (is|are)) (no (problems?|issues?|errors?|faults?)|nothing( wrong| unusual)?)",
        "(everything|all|it|things|that|the (system|site|website|service|app|line|server"
        "|page|link|feature))( ?(is|'s|seems|looks|appears|are|was|seemed|looked))?( to)?"
        "( be)?( \\w{3,12}){0,2} <fine>( \\w{3,7}){0,1},? <our_side>",
        "<our_side>,? (everything|all|it|things|the \\w{3,10})( is|'s| seems| looks| appears"
        "| are)?( to)?( be)?( \\w{3,12}){0,2} <fine>",
        "<our_systems> (is|are|seem|seems|look|looks|work|works|run|runs|appear|appears"
        "|show|shows|report|reports)( to)?( be)?( \\w{3,12}){0,2} (<fine>|no (errors?|problems?"
        "|issues?|faults?))",
        "<we> (do not|don'?t|can'?t|cannot|could not|couldn'?t|did not|didn'?t|are not|aren'?t"
        "|have not|haven'?t)( \\w{3,8}){0,1} (see|seeing|find|found|detect|detected|identify"
        "|identified|reproduce|notice|replicate)( \\w{3,8}){0,1} (<no_fault>|it|that|this"
        "|the (problem|issue|error|fault))( (on|at) (our|my) (side|end))?",
        "<we> (see|found|find|detected) (no (problems?|issues?|errors?|faults?)|nothing"
        " (wrong|unusual))( (on|at|with) \\w{2,6}( \\w{3,8})?)?",
        "(there (is|are|'s|was|were) )?(no|nothing)( is| was|'s)?( \\w{3,8})? ?(problems?"
        "|issues?|faults?|errors?|outages?|wrong) (on|at|with|from|in) (our|my) (\\w{3,10})"
        "( \\w{3,8})?",
        "(it |that |this |everything )?(works|worked|is working|'s working|loads|runs)("
        " \\w{3,10}){0,1} (for|with) (me|us|everyone( else)?|everybody( else)?|all (our"
        " )?other \\w{4,10}|other \\w{4,10}|others)",
        "(no ?(one|body)|none of our|no other) ?(else|other)?( of)?( our)?( \\w{4,9})? "
        "(has |have |is |are |ever )?(complain|report|mention|experienc|ha(s|ve|d|ving))\\w{0,4}"
        "( (this|it|that|about \\w{2,6}|the (same )?(problem|issue)))?",
        "(you'?re|you are|you seem to be|you'?ve been) the (only|first)( \\w{3,9})?( \\w{3,9})?"
        "( (who|that|to|with))?",
        "(have not|haven'?t) (had|received|heard|seen|got) any (other )?(complaints|reports)"
        "|no other (complaints|reports|customers? \\w{2,10})",
        "(the )?(device|product|unit|item|line|system) (is|was) (working|functioning)( \\w{3,10})?"
        "( and| so)? (there is|there'?s)? ?nothing (wrong|to (fix|repair))",
    ),
    "go_elsewhere": (
        "better off (contacting|calling|asking|speaking (to|with)|talking to|going to)( directly)? <third>",
        "(sort|figure|work|deal with|take)( that| it| this)?( out)? (yourself|yourselves|on your own)",
        "(direct|send|address|forward) (your|this|the|all) \\w{4,10} to <third>|(file|submit"
        "|open) (a|your) \\w{4,10} with <third>",
        "(you('ll| will| 'd| would)? ?(have to|need to|must|should|may|can|could|might want"
        " to|'d better|are better off|ought to|want to)?|please|kindly|just|simply|try|better"
        "|best to|best|then|so|and|i suggest( that)?( you)?|we suggest( that)?( you)?|i"
        "(?:'d)? recommend( that)?( you)?|we recommend( that)?( you)?|would suggest|could"
        " you|can you|advise you to|ask you to|suggest|recommend)"
        "( please| kindly| just| simply| directly| instead| better){0,2} (contact(ing)?"
        "|call(ing)?|speak(ing)? (to|with)|talk(ing)? (to|with)|reach(ing)? out to|write"
        " to|writing to|ask(ing)?|check(ing)? with|get in touch with|getting in touch with"
        "|turn(ing)? to|go(ing)? to|complain(ing)? to|take (it|this|that) up with|see|refer"
        " to|consult|raise (it|this|that) with|try)( \\w{2,9})? ?<third>( directly)?",
        "(contact|call|speak to|speak with|talk to|ask|reach out to|get in touch with|check"
        " with) (the |your |their )(\\w{3,12} )?(manufacturer|maker|supplier|vendor|isp"
        "|provider|courier|carrier|bank|seller|retailer|importer|shipping company|card issuer"
        "|landlord|delivery company|developer|airline)( directly)?(?<!we contact)",
        "take (it|this|that) up with <third>|take (it|this|that) (somewhere else|elsewhere)",
        "(you('ll| will| would)? (have|need) to|you must|you should|please) (go|look|try"
        "|ask|take (it|this)) (elsewhere|somewhere else)",
        "(that'?s|this is|it'?s|is) (a (question|matter|problem|thing|issue)|something|one) for <third>",
    ),
    "nothing_to_do": (
        "\\w{2,6}n'?t (anything|much|a lot)( else| more)? <we> (can|could|are able to|am able to)",
        "(nothing|not (much|a lot|anything)|little)( (else|more|further|that))?( that)?"
        " (<we>|i|we) (can|could|are able to|am able to|may)( \\w{3,8})?( do| help| change"
        "| offer)?",
        "<we> (can|could) ?(do|offer) (nothing|no more)( (about|for|more|else)( \\w{2,6})?)?",
        "<we>( \\w{5,13})? ?<cannot>( \\w{4,8})? (help|assist|do anything|do (any ?thing"
        " )?more|support|change (it|that|this)|solve|fix|resolve)(?! (you )?(without|unless"
        "|until|before))( (you|with|in|any|about|this|that|it)){0,3}",
        "(my|our) hands are tied|(that|this|it)('s| is) (just )?(how|the way) (it|things)"
        " (is|are|works?|work)|it is what it is|(that|this)('s| is) (just )?(our|the|company)"
        " policy(?= *[,.!]|$| and)|those are the rules|them'?s the rules",
        "no (way|means|possibility|option) (for us |for me )?(to|of) (help|helping|fix|fixing"
        "|change|changing|assist|assisting|solve|solving)( \\w{2,5})?",
        "(we|i)('ve| have) done (all|everything|what) (that )?(we|i) can|there('s| is) no"
        " solution|not possible (for (us|me) )?to (help|assist)",
        "nothing (to be|can be|could be|that can be) done",
    ),
    "your_fault": (
        "you forgot (to|your|the)( \\w{2,10}){1,2}",
        "you (broke|caused|damaged|spoiled|ruined)( \\w{2,8}){1,2}|because of (something|what) you did",
        "(is|'s|was|it'?s|are|probably|all|must be|clearly|simply|of)( \\w{4,9})? your "
        "(own )?(fault|mistake|error|doing|responsibility|negligence)( to)?",
        "(?<!not )your (own )?(fault|mistake|error)(?= *[,.!]|$)",
        "you (must|may|might|probably|obviously|clearly|apparently|seem to|likely|simply"
        "|just)( have| 've)?( \\w{5,9})?( have)? ?(enter|typ|press|click|delet|chang|misconfigur"
        "|set|install|forg[eo]t|mis|us|ma[dk]e|broke|br(ea|o)k|damag|dropp|choos|chose|select"
        "|overlook|ignor|did|done|plugg|connect|configur|turn|disabl|put)\\w{0,8}( \\w{2,12}){0,3}",
        "you (did not|didn'?t|have not|haven'?t|failed to|neglected to|forgot to|did n't"
        "|never)( \\w{5,10})? (follow|read|set|update|install|configure|check|enter|fill"
        "|pay|tell|inform|notify|keep|use|connect|back)\\w{0,3}( \\w{2,13}){0,2}",
        "you (should|could|ought to|were supposed|needed|were meant)( to)? have (?!(received"
        "|got|seen|heard|had|been))\\w{3,12}( \\w{2,12}){0,2}|you were (supposed|meant)"
        " to (?!(receive|get|hear|see))\\w{3,12}",
        "you('re| are|r)? ?(just |simply |probably )?(doing|using|entering|typing|holding"
        "|plugging|setting|connecting)( \\w{2,10}){1,3} <wrongly>",
        "you (entered|typed|used|set|gave|installed|connected|chose|selected|put|filled"
        "|configured|sent)( \\w{2,10}){0,4} <wrongly>( \\w{3,10})?",
        "you (entered|typed|used|gave|chose|selected|put|sent) (the|a|an) (wrong|incorrect)( \\w{3,10})?",
        "(user|human|customer|operator) error|(improper|incorrect|wrong) (use|usage|handling)"
        "|misuse|(your) (misuse|negligence)",
        "if you had (read|followed|checked|told|updated|listened)|(because|since|as) you"
        " (did not|didn'?t|failed|forgot|never)",
        "(is|are|'s) (solely |entirely |only )?(the customer'?s|your) (own )?(responsibility|duty|fault)( to)?",
    ),
}
