"""Displeasure by what happened: how somebody was treated, what it cost them, what they do now. English."""

# Words that judge how one was served. What also describes a thing (broken, noisy) is missing.
_JUDGED = (
    r"(?:trash|(?<!the )garbage|(?<!the )rubbish|junk(?! mail)|crap\w*|sucks?|sucked|shoddy|shambles|shambolic"
    r"|substandard|sub-par|subpar|diabolical"
    r"|laughable|farcical|a farce|amateur(?:ish)?|botched|bungled|blunders?|fiasco|insult(?:ed|ing)?|offensive"
    r"|offended"
    r"|condescending|patroni[sz]ing|dismissive|discourte\w+|ill-mannered|bad[- ]mannered|arrogant\w*|snotty|snarky"
    r"|snippy"
    r"|curt|brusque|surly|hostile|indifferent|uncaring|careless\w*|negligent\w*|neglect(?:ed|ful)|robotic"
    r" (?:answers?|repl\w+)"
    r"|ghosted|fobbed off|stonewalled|strung along|brushed off|palmed off|shrugged off|led on|duped|misled|lied to"
    r"|overcharged"
    r"|exorbitant|extortionate|pricey for|steep for|rip ?off|poor show|not on|beyond a joke|infuriat\w+"
    r"|exasperat\w+|aggravat\w+"
    r"|maddening|unimpressed|underwhelm\w+|displeas\w+|dissatisf\w+|discontent\w*|disgruntled|resent\w*|indignant"
    r"|dismay\w*"
    r"|disheartening|upsetting|disappoint\w+|gutted|peeved|miffed|livid|annoy\w+|irritat\w+|grumpy about|appalling"
    r"|dire"
    r"|deplorable|disgraceful|scandalous|inexcusable|unforgivable|intolerable|inadequate|inept|incompeten\w+|chaotic"
    r"|disorgani[sz]ed|a mess|mishandled|mismanag\w+|needlessly|pointless|convoluted|cumbersome|long-winded"
    r"|kafkaesque"
    r"|red tape|runaround|run-around|pillar to post|lies|liars?|empty promises|excuses|worst|lousy|terribl[ey]"
    r"|horribl[ey]"
    r"|awful|dreadful\w*|pathetic|ridiculous|absurd|ludicrous|outrageous|unhelpful|clueless|useless)"
)
_PEOPLE = (
    r"(?:driver|courier|rep|agent|assistant|clerk|technician|engineer|manager|guy|lady|woman|man|person|staff|team"
    r"|support|you|they|he|she|someone|operator)s?"
)
_BUY = r"(?:buy|order|shop|book|use|deal|come back|return|recommend|renew|trust|do business)"

CONDUCT = (
    _JUDGED,
    rf"(?:{_PEOPLE} )?(?:just |simply |then |literally )?(?:threw|tossed|dumped|dropped|chucked|flung) (?:\w+"
    rf" ){{0,3}}(?:box|parcel|package|food|bags?)(?: \w+){{0,3}}",
    rf"{_PEOPLE} (?:\w+ )?(?:hung up|cut me off|ignored|laughed|shouted|yelled|snapped|swore|talked down|rolled"
    rf"|couldn'?t care less|didn'?t (?:care|listen|bother|know|show|help|even)|was short|was so rude|wouldn'?t"
    rf" (?:listen|help|let me))",
    r"(?:was|were|been|being|got|get|is|am|i'm) (?:kept waiting|cut off|hung up on|passed (?:around|from)|sent"
    r" (?:from|round)|bounced|spoken to (?:\w+ )?(?:rudely|badly|like|in|most)|talked down to|treated (?:\w+"
    r" )?(?:like|as|badly|poorly|unfairly|appallingly|so)|fobbed|ignored|lied to|let down|palmed|made to feel"
    r"|shouted at|left (?:hanging|waiting|in the dark|on hold|with no))",
    r"(?:speak|spoke|spoken|talk|talked|treat\w*|answer\w*|repl\w+)(?: \w+){0,3} (?:rudely|dismissively"
    r"|discourteously|coldly|curtly|like (?:dirt|a child|an idiot|i|we|rubbish)|in (?:such )?a (?:\w+ )?(?:tone"
    r"|manner|way))",
    r"(?:this is |that'?s |it'?s )?(?:no|not (?:a|the)|hardly (?:a|the)) way to (?:treat|run|speak|talk|behave|do"
    r"|handle|deal)",
    r"(?:one|i|we)(?:'d| would| had| did)? (?:have )?(?:expect\w*|hoped?)(?: \w+){0,4} (?:better|more|from (?:a"
    r"|you|such))|not what (?:i|we|one) (?:was|were|had|would|expect\w*|paid|ordered from)",
    rf"(?:never|not|won'?t|wouldn'?t|will not|shall not|n't)(?: \w+){{0,3}} {_BUY}(?:ing|ping)?(?: \w+){{0,4}}"
    rf" (?:again|here|from you|from here|anymore|any more|anyone|with you)|(?:never|last time)(?: \w+){{0,2}}"
    rf" {_BUY}(?:ing|ping|ed)?(?: \w+)*(?: again|$)|(?:last|final) time i",
    r"(?:regret|sorry i|wish i (?:had|'d)|wished i) (?:\w+ )?(?:ever |never )?(?:buy|bought|order|sign|chose|choos"
    r"|com|came|trust|switch|us|join|renew)\w*|should(?:'ve| have) (?:gone|bought|stayed|listened)|big mistake"
    r"|biggest mistake",
    r"(?:wast(?:e|ed|ing)|lost|cost me|spent|took) (?:\w+ ){0,3}(?:time|whole day|the day|day|morning|afternoon"
    r"|evening|hours|money|effort|weekend)(?: \w+)?(?= on| with| for| because| trying| waiting|[,.!]|$)|(?:hours"
    r"|half a day|a day|an afternoon)(?: \w+){0,3} (?:i'?ll never get back|for nothing|wasted)",
    r"(?:switch|mov|go|tak|leav|cancel)(?:e|ing|ling|ed|led)?(?: \w+){0,3} (?:to (?:someone|somebody|a competitor"
    r"|another|your competit\w+|a different)|elsewhere|my (?:business|custom|money) (?:elsewhere|away)|because of"
    r" you|you guys|your (?:company|service))|looking (?:elsewhere|at (?:other|your competit)\w*)|will be"
    r" (?:leaving|switching|cancelling)",
    r"(?:you|they|he|she|driver|rep|agent|support|someone)(?: \w+)? (?:said|told|promised|swore|assured|claimed"
    r"|guaranteed)(?: \w+'?\w*){1,9}[,.;]? (?:lies?|yesterday|last (?:week|month)|yet|but|and (?:nothing|no|it"
    r"|still|then|did not|didn'?t|never)|still|never|ago|nothing|no ?one|instead)",
    r"(?:you|they) (?:made|broke|gave) (?:a |me |us |your |my |several )*(?:promises?|word)(?: \w+){0,3}"
    r"|(?:promise|word|deadline|appointment)s? (?:was |were |is |has been )?(?:\w+ )?(?:broken|not kept|missed"
    r"|forgotten)|(?:did not|didn'?t|never|failed to) (?:keep|honou?r|deliver on) (?:it|your|the|that)",
    r"(?:second|third|fourth|fifth|sixth|\d(?:nd|rd|th)|another|yet another|one more) (?:\w+ )?(?:mistake|error"
    r"|blunder|mix-?up|delay|cancellation|no-?show|wrong|broken promise|bill|fault|excuse)(?: \w+){0,3}|one (?:\w+"
    r" )?(?:mistake|problem|thing|blunder|excuse|issue|delay) after (?:another|the)",
    r"(?:same|another|different|new) (?:old )?(?:problem|issue|story|mistake|error|excuse|fault)s?(?: \w+)?"
    r" (?:every|each|over|again|all the time|week after|month after)",
    r"(?:every|each) (?:single )?(?:time|week|month|day)(?: \w+){0,4} (?:problem|issue|late|wrong|different|excuse"
    r"|again|fail\w*)|(?:keep|kept|always|constantly|forever) (?:having to |being )?(?:explain\w*|repeat\w*"
    r"|call\w*|chas\w*|ask\w*|ignor\w*|delay\w*|late|cancel\w*|charg\w*|mess\w*|break\w*|crash\w*|sending me)",
    r"(?:used to be|was|were) (?:\w+ )?(?:better|good|great|decent)(?: \w+){0,2}(?: before| once|, (?:now|not)|"
    r" until| but|$)|(?:standards?|quality|service|you)(?: \w+){0,2} (?:have |has |had |'ve |is |are )?(?:slipped"
    r"|dropped|declined|fallen|gone down|going down|deteriorat\w+|worse\w*|suffer\w*|lacking)",
    r"(?:no ?(?:one|body)|not one(?: person)?|none of (?:you|them)|not a soul)(?: \w+){0,3} (?:bother|repl|respond"
    r"|answer|car|help|listen|know|explain|apologi|call|had the|has the|show|turn|told|tell|picks?|took|seems?)\w*",
    r"(?:copy[- ]?(?:and[- ])?paste\w*|canned|scripted|automated|generic|template|bot|robot\w*)(?: \w+){0,2}"
    r" (?:answers?|repl\w+|responses?|nonsense|messages?)(?: \w+'?\w*){0,3}|(?:answers?|repl\w+|responses?|letter"
    r"|email|advice|bot)(?: \w+){0,2} (?:doesn'?t|don'?t|didn'?t|does not|did not|says?|said|was|is)(?: \w+)?"
    r" (?:help\w*|nothing|answer|address|useless|make sense|even)",
    r"(?:tak(?:es?|ing)|took|waited|waiting)(?: \w+)? (?:forever|ages|an eternity|an age|way too long|so long|far"
    r" too long|(?:thirty|forty|fifty|\d\d) minutes(?= (?:and|only|just|on|for|to)))|(?:slow|expensive|complicated"
    r"|confusing|difficult) (?:as hell|af|beyond)|(?:so|painfully|ridiculously|incredibly|insanely|way|far"
    r"|unbelievably|absurdly|terribly|needlessly|overly) (?:slow|expensive|overpriced|complicated|confusing"
    r"|difficult|long|hard to (?:reach|use))",
    r"(?:too much|so much|a lot|fortune)(?: \w+)? for (?:so little|what (?:you|i|it)|this)|for (?:so little"
    r"|nothing in return)|not worth (?:it|the|a|my)|waste of (?:time|money|space)|money down the drain|want my"
    r" money'?s worth",
    r"(?:not|n't|isn'?t|wasn'?t|hardly|barely) (?:\w+ )?(?:cool|ok|okay|right|good enough|great|acceptable"
    r"|professional|happy|pleased|impressed|fair|nice|helpful|decent|competent|the service|how you)(?: at all|"
    r" guys| enough|[,.!]|$)",
    r"(?:complain|complaint) (?:about|regarding|against|over)|(?:express|register|lodge|make|file|voice)\w* (?:my "
    r"|a |an |our )?(?:\w+ )?(?:dissatisfaction|complaint|displeasure|disappointment|concerns? about)|(?:found"
    r"|find) (?:his|her|their|your|the) (?:\w+ )?(?:manner|tone|attitude|reply|behaviou?r|answer|response"
    r"|letter)(?: \w+)? (?:offensive|rude|unacceptable|cold|poor|lacking|hostile|insulting)",
    r"(?:feel|felt|feeling|left|leaves me|made me feel) (?:\w+ )?(?:cheated|ignored|neglected|used|stupid|like"
    r" (?:a|an|i)|unwelcome|humiliated|let down|ripped off|robbed|undervalued|unheard|fooled|taken for|scammed"
    r"|invisible|dismissed)",
    r"what (?:a|an) (?:\w+ )?(?:joke|mess|disgrace|waste|shame|disaster|rip|nightmare|circus|load|letdown|let-down"
    r"|disappointment)|(?:a )?(?:total|complete|utter|absolute|real|big) (?:joke|mess|waste|disaster|letdown"
    r"|let-down|disappointment|failure|nonsense)|call (?:this|that|yourselves) (?:a |an )?(?:service|support"
    r"|professional|help|company)\w*|so-called",
    r"(?:thanks|great|nice|brilliant|lovely|congrat\w+|well done|bravo|wonderful),? (?:for (?:nothing|wast\w+"
    r"|ruin\w+|ignor\w+)|another (?:bill|delay|mistake|day)|so (?:now )?i)|fix your (?:\w+ )?(?:app|site|service"
    r"|act|stuff|shit)|get your act together|do better|(?:learn|try) (?:to )?(?:read|listen)",
)
