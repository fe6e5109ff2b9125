"""The notebooks run as they are, and are kept without what they print: `python test_notebooks.py PROGRAM`."""

import os
import pathlib
import sys
import unittest

import nbformat
from nbconvert.preprocessors import ExecutePreprocessor
from traitlets.config import Config

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Sources/Python/examples"
PROGRAM = os.path.abspath(sys.argv.pop(1)) if __name__ == "__main__" else ""
SECONDS_MAX = 120


class NotebookTests(unittest.TestCase):
    def run_notebook(self, name):
        """What its cells printed, one after the other."""
        notebook = nbformat.read(FOLDER / name, nbformat.NO_CONVERT)
        nbformat.validate(notebook)
        cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        self.assertEqual([(cell.outputs, cell.execution_count) for cell in cells], [([], None)] * len(cells), "clear its outputs")
        os.environ["NODIAL_PROGRAM"] = PROGRAM
        # Talk between processes needs no network. A cell that raises makes this raise.
        settings = Config(KernelManager={"transport": "ipc"})
        ExecutePreprocessor(timeout=SECONDS_MAX, kernel_name="python3", config=settings).preprocess(notebook)
        outputs = [output for cell in cells for output in cell.outputs]
        return "\n".join(output.get("text") or output["data"]["text/plain"] for output in outputs)

    def test_a_campaign_in_duckdb_and_polars(self):
        said = self.run_notebook("campaign.ipynb")
        # A remark, two numbers of which one is listed, a cell without a number, one of one's own list.
        self.assertIn("us-ftc@2026-11-20;withdrawn", said)
        self.assertIn("['us-ftc', 'withdrawn']", said)
        kept = "id,name,phone\n1,Ann,(202) 555-0142\n3,Cleo,202.555.0150 ext. 7\n9,Ida,+44 (0)20 7946 0958\n\n"
        self.assertTrue(said.endswith(kept), said)

    def test_reasons_in_pandas(self):
        said = self.run_notebook("reasons.ipynb")
        self.assertIn("cast it to strings", said)
        self.assertIn("53 rows", said)
        self.assertRegex(said, r"listed +us-ftc@2026-11-20 +29\n +us-ftc@2026-11-20;withdrawn.* +1\n +withdrawn.* +1\n")
        self.assertEqual({path.name for path in FOLDER.glob("*.ipynb")}, {"campaign.ipynb", "reasons.ipynb"})


if __name__ == "__main__":
    unittest.main(verbosity=0)
