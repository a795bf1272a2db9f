"""Runs one notebook from top to bottom on the TypeScript kernel and writes the executed copy.

tslab reports a failed cell without name or message: the text is only on the cell's stderr stream. An error that no
cell waited for (a timer, a forgotten await) fails nothing at all. Both end here with exit code 1, and with notebook,
cell and text on stderr.
"""

import argparse
import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell

KERNELSPEC = {"display_name": "TypeScript (recompra)", "language": "typescript", "name": "tslab"}

# How tslab begins its report of an error that no cell waited for.
UNAWAITED_ERRORS = ("UncaughtException:", "UnhandledPromiseRejection:")

START_ATTEMPTS = 3

# Runs after the last cell, and fails for what the kernel noted (start.cjs) and no cell shows.
LAST_CELL = """// Added by the run: waits for errors that no cell waited for, and fails with the first.
await new Promise((resolve) => setTimeout(resolve, 200));
for (const error of globalThis['unawaitedErrors']) throw error;"""


class CellFailed(Exception):
    """A cell's failure: which cell, what it said, and its code."""

    def __init__(self, index, cell, text):
        code = "\n".join(f"    {line}" for line in cell.source.splitlines())
        super().__init__(f"cell {index + 1}:\n{text.strip()}\n\n{code}\n")


def error_of(cell):
    """What the cell printed on stderr, without the frames of tslab and Node."""
    text = "".join(o.text for o in cell.outputs if o.output_type == "stream" and o.name == "stderr")
    frames = ("node_modules/tslab/", "node:", "kernels/tslab/")
    return "\n".join(line for line in text.splitlines() if not any(frame in line for frame in frames))


def execute(notebook, root, timeout):
    """Fills in the notebook's outputs; raises CellFailed for the first cell that fails."""
    started = []
    notebook.cells.append(new_code_cell(LAST_CELL))
    try:
        run_cells(notebook, root, timeout, started)
    except CellTimeoutError:
        raise failure(notebook, started, f"no end after {timeout} seconds") from None
    except DeadKernelError:
        raise failure(notebook, started, "the kernel died") from None
    except CellExecutionError:
        refuse_unawaited_errors(notebook)
        raise failure(notebook, started) from None
    notebook.cells.pop()


def run_cells(notebook, root, timeout, started):
    """Runs all cells, noting which have started. A kernel whose ports were taken before it could bind them dies
    before any cell has started; another one then gets other ports."""
    for attempt in range(START_ATTEMPTS):
        client = NotebookClient(
            notebook,
            kernel_name=KERNELSPEC["name"],
            timeout=timeout,
            startup_timeout=120,
            coalesce_streams=True,
            record_timing=False,
            on_cell_start=lambda cell, cell_index: started.append(cell_index),
        )
        try:
            client.execute(cwd=root)
            return
        except RuntimeError:
            if started or attempt + 1 == START_ATTEMPTS:
                raise


def failure(notebook, started, reason=None):
    """The failure of the cell that started last."""
    cell = notebook.cells[started[-1]]
    return CellFailed(started[-1], cell, reason or error_of(cell))


def refuse_unawaited_errors(notebook):
    """Names the cell in which such an error came to light, where one shows it."""
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and any(mark in error_of(cell) for mark in UNAWAITED_ERRORS):
            raise CellFailed(index, cell, error_of(cell))


def without_volatile_metadata(notebook):
    """Two runs of the same notebook on the same data then give the same file."""
    notebook.metadata = {"kernelspec": KERNELSPEC, "language_info": notebook.metadata.get("language_info", {})}
    for cell in notebook.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key in ("tags", "jupyter")}
    return nbformat.from_dict(notebook)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source")
    parser.add_argument("target")
    parser.add_argument("--root", required=True, help="working directory of the kernel")
    parser.add_argument("--timeout", type=int, default=600, help="seconds for each cell")
    options = parser.parse_args()
    notebook = nbformat.read(options.source, as_version=4)
    try:
        execute(notebook, options.root, options.timeout)
    except CellFailed as failure:
        sys.exit(f"{options.source}, {failure}")
    nbformat.write(without_volatile_metadata(notebook), options.target)


if __name__ == "__main__":
    main()
