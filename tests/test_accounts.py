"""Every XML file of the corpus, character by character, against a second reading of it."""

from collections import Counter

from benchmarks import accounts


def test_the_whole_corpus_comes_out_even(corpus, capsys):
    held = accounts.examine(corpus)
    with capsys.disabled():
        print("\n" + accounts.table(held))
    assert Counter(held.uneven) == Counter(accounts.exceptions().keys())
    assert held.totals["documents"] > 0
