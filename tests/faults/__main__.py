"""`make faults`: the long campaign of kills. KILLS and MOKED_FAULT_SEED, or --kills and --seed, repeat a run."""

import argparse
import os
import sys
import time

from tests.faults.campaign import Campaign, Load


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--kills", type=int, default=int(os.environ.get("KILLS", "300")))
    reader.add_argument("--seed", type=int, default=int(os.environ.get("MOKED_FAULT_SEED") or time.time()))
    chosen = reader.parse_args()
    print(f"seed {chosen.seed}, {chosen.kills} kills …", flush=True)
    campaign = Campaign(chosen.seed, chosen.kills, Load())
    report = campaign.run()
    print(report.summary(campaign.ledger))
    for trouble in campaign.ledger.trouble[:20]:
        print(f"unexpected: {trouble}")
    if report.faults:
        print("\n".join([*report.faults, "The plan:", report.plan_in_words()]))
    return 1 if report.faults or campaign.ledger.trouble else 0


if __name__ == "__main__":
    sys.exit(main())
