"""The list of what is inside against the schema and against what is inside: `test_sbom.py SBOM PROGRAM LIBRARY LICENSES`."""

import hashlib
import json
import pathlib
import re
import sys
import unittest

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

SBOM, PROGRAM, LIBRARY, LICENSES = map(pathlib.Path, sys.argv[1:5])
del sys.argv[1:5]

#: What libraries say of their version in what is linked with them: the upstream version stands in its place.
MARKS = {"zlib1g-dev": "inflate {} Copyright", "libbz2-dev": "{}, 13-Jul", "libexpat1-dev": "expat_{}", "libsqlite3-dev": "{}\0",
         "liblzma-dev": "{}\0", "libzstd-dev": "{}\0"}


class BillOfMaterialsTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text = SBOM.read_text()
        cls.bom = json.loads(cls.text)
        cls.versions = {component["name"]: component["version"] for component in cls.bom["components"]}

    def test_it_is_as_the_schema_has_it(self):
        self.assertIsNone(JsonStrictValidator(SchemaVersion.V1_6).validate_str(self.text))
        broken = self.text.replace('"type": "library"', '"type": "book"')
        self.assertIsNotNone(JsonStrictValidator(SchemaVersion.V1_6).validate_str(broken), "the validator finds nothing")

    def test_references_lead_somewhere(self):
        known = {component["bom-ref"] for component in self.bom["components"]} | {"nodial", "program", "library"}
        for dependency in self.bom["dependencies"]:
            self.assertLessEqual({dependency["ref"], *dependency.get("dependsOn", [])}, known)

    def test_digests_are_those_of_the_files(self):
        found = {part["name"]: part["hashes"][0]["content"] for part in self.bom["metadata"]["component"]["components"]}
        self.assertEqual(found, {"nodial": hashlib.sha256(PROGRAM.read_bytes()).hexdigest(),
                                 "libnodial.so.0": hashlib.sha256(LIBRARY.read_bytes()).hexdigest()})

    def test_versions_are_those_in_the_program(self):
        program, library = PROGRAM.read_bytes(), LIBRARY.read_bytes()
        for package, mark in MARKS.items():
            upstream = re.match(r"(?:\d+:)?(\d+(?:\.\d+)*)", self.versions[package])[1]
            self.assertTrue(mark.format(upstream).encode() in program, f"{package} {upstream} is not in the program")
        # The C library has what the list says, and no more.
        self.assertFalse(b"inflate 1." in library)
        self.assertTrue(b"CRYPTOGAMS" in library)
        self.assertTrue(b"SQLite format 3" in library)

    def test_each_part_has_its_license_in_the_documentation(self):
        text = LICENSES.read_text().lower()
        for component in self.bom["components"]:
            name = {"swift": "swift toolchain"}.get(component["name"], component["name"]).lower()
            self.assertIn(name, text)
            self.assertTrue(component["licenses"])


if __name__ == "__main__":
    unittest.main(verbosity=0)
