from aldeia.scan.places import address, lines


def test_every_object_has_the_line_that_it_opens_on() -> None:
    text = '{\n  "a": {\n    "b": {}\n  },\n  "c": [\n    {"d": 1}, {"e": 2},\n    {\n      "f": [[], {}]\n    }\n  ]\n}\n'

    assert lines(text) == {
        (): 1,
        ("a",): 2,
        ("a", "b"): 3,
        ("c", 0): 6,
        ("c", 1): 6,
        ("c", 2): 7,
        ("c", 2, "f", 1): 8,
    }


def test_braces_and_quotes_inside_a_string_open_nothing() -> None:
    text = '{\n  "policy": "{\\"Action\\": [\\"*\\"]}\\\\",\n  "say \\"hi\\"": {}\n}'

    assert lines(text) == {(): 1, ('say "hi"',): 3}


def test_addresses_are_written_as_terraform_writes_them() -> None:
    assert address(("resource", "aws_vpc", "main")) == "aws_vpc.main"
    assert address(("data", "aws_caller_identity", "current")) == "data.aws_caller_identity.current"
    assert address(("provider", "aws", 1)) == "provider.aws"
