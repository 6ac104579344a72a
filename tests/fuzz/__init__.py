"""Fuzzing: inputs made up by the thousand, guided by the lines they reach (atheris, a libFuzzer for Python).

    make fuzz                                     every target for five minutes, then the API by its document
    python -m tests.fuzz mail --seconds 60        one target for a minute
    python -m tests.fuzz mail --replay crash-1a2b  one input again, with its traceback

A target is a module of this package that names

    INSTRUMENTED     the packages whose lines guide the search
    seeds()          the inputs to begin with, made by our own builders
    check(data)      runs one input; raises when a promise is broken

and is listed in `runner.TARGETS`. It must import nothing of INSTRUMENTED before it is itself imported by the
child process, and needs neither database nor network. An input that breaks a promise is kept in `.fuzz/`, its
traceback printed; make it a case of the ordinary tests, then mend the code. `make test` runs each target for a
short while (`test_fuzz.py`), which finds what is shallow; the long run is for whoever changes a parser.
"""
