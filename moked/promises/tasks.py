"""Jobs about promises."""

from uuid import UUID

from procrastinate.contrib.django import app

from moked.businesses.scope import in_scope
from moked.promises.services import training


@app.task(name=training.TRAIN, queue="default")
def train_estimates(*, business_id: str) -> None:
    """Learns from a business's history how long its cases take. One that fails is tried again within the hour."""
    with in_scope([UUID(business_id)]):
        training.train_estimates(business_id=UUID(business_id))
