import gc

from moked.site.loading import load_pages


def test_sets_what_is_loaded_apart_from_garbage() -> None:
    before = gc.get_freeze_count()
    try:
        load_pages()
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
