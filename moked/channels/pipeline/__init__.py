"""From a received mail to a message in a case: those that come together in one transaction, one step a file.

`drain` claims and gives up, `arrival` loads what the steps need, `returned` takes our own mails and duplicates out,
`bounces` tells deliveries that they came back, `threads` finds the case, `placing` puts the message there.
"""
