"""Looks at the window as assistive technology does, over AT-SPI, and scores a cell with it.

Run by tests/e2e/at_spi.rs, within a session of its own. Says what it found; ends with 0 if all was there.
"""

import sys
import time

import pyatspi

PATIENCE = 90


def everything(node, depth=0):
    yield node
    if depth < 40:
        for index in range(node.childCount):
            child = node.getChildAtIndex(index)
            if child is not None:
                yield from everything(child, depth + 1)


def look(what, found):
    """Waits until something is there."""
    end = time.time() + PATIENCE
    while time.time() < end:
        try:
            result = found()
            if result:
                return result
        except Exception as error:  # The tree changes while it is gone through.
            last = error
        time.sleep(0.2)
    sys.exit(f"waited for {what}")


def app():
    desktop = pyatspi.Registry.getDesktop(0)
    for index in range(desktop.childCount):
        child = desktop.getChildAtIndex(index)
        if child is not None and child.name in ("weigh-in", "Weigh-In"):
            return child
    return None


def named(part, role=None):
    program = app()
    if program is None:
        return None
    for node in everything(program):
        if part in (node.name or "") and (role is None or node.getRoleName() == role):
            return node
    return None


def press(node):
    action = node.queryAction()
    names = [action.getName(index) for index in range(action.nActions)]
    print("  can be told to:", ", ".join(names))
    action.doAction(0)


window = look("the window", app)
print("window:", window.name)
for step in ("Context", "Options", "Criteria", "Scores", "Result", "Decision", "Export"):
    node = look(f"the step {step} in the rail", lambda: named(step + ", "))
    print("rail:", node.name, "|", node.getRoleName())
press(named("Scores, "))
press(look("who sits here", lambda: named("I am ana")))
cell = look("a score", lambda: named("Learning curve, Go: "))
print("score:", cell.name, "|", cell.getRoleName())
cell.queryValue().currentValue = 4
print("scored:", look("its new value", lambda: named("Learning curve, Go: 4")).name)
button = look("a button", lambda: named("Seal my ballot"))
print("button:", button.name, "|", button.getRoleName())
press(button)
# Cells are empty, so it asks first.
press(look("the answer", lambda: named("Seal anyway", button.getRoleName())))
print("pressed:", look("what pressing it does", lambda: named("Reopen my ballot")).name)
