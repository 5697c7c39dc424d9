#!/usr/bin/env python3
"""Types at the prompt of dcsh under a pseudo-terminal.

Run: Tests/ScriptTests/prompt_test.py PATH/TO/dcsh [FOLDER/WITH/IDX/FILES]

Without the folder, the tests that need a training to interrupt are left out. Only the standard
library is used. A test waits for what must appear and fails when it does not; none depends on how
long something takes.
"""

import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time

PATIENCE = 30  # seconds after which what is waited for is taken as missing
UP, TAB, CTRL_C, CTRL_D, CTRL_R, CTRL_Z = "\x1b[A", "\t", "\x03", "\x04", "\x12", "\x1a"
PASTE = "\x1b[200~%s\x1b[201~"


class Terminal:
    """A program under a pseudo-terminal, and what it wrote."""

    def __init__(self, home, *arguments, program=None, **environment):
        variables = {
            "HOME": home, "XDG_STATE_HOME": os.path.join(home, "state"), "TERM": "xterm",
            "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "INPUTRC": "/dev/null", "DCSH": dcsh,
        }
        variables.update(environment)
        program = program or dcsh
        self.seen = ""  # what came after the last text that was waited for
        self.all = ""
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            # Whoever started this may have had reasons to ignore or block signals.
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT,
                           signal.SIGTSTP):
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
            os.chdir(home)
            os.execve(program, [program, *arguments], variables)
        self.resize(24, 80)

    def resize(self, rows, columns):
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, text):
        os.write(self.terminal, text.encode())
        return self

    def read(self, timeout):
        """Reads what there is; false at the end, or if nothing came in time."""
        if not select.select([self.terminal], [], [], timeout)[0]:
            return False
        try:
            data = os.read(self.terminal, 65536)
        except OSError:  # Linux tells the end in this way
            return False
        text = data.decode(errors="replace")
        self.seen += text
        self.all += text
        return bool(data)

    def expect(self, text):
        """Waits for a text; gives what came before it."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.seen:
            if not self.read(max(0, deadline - time.monotonic())):
                raise AssertionError(f"{text!r} does not come after {self.all[-500:]!r}")
        before, self.seen = self.seen.split(text, 1)
        return before

    def prompt(self, text="dcsh > "):
        return self.expect(text)

    def run(self, line, prompt="dcsh > "):
        """Types a line at the prompt; gives what came until the next prompt."""
        self.type(line + "\r").expect("\r\n")
        return self.prompt(prompt)

    def interrupt(self):
        """Types Ctrl-C at the prompt, and waits for the next one."""
        self.type(CTRL_C).expect("^C")
        self.prompt()

    def end(self):
        """Waits for the end; gives the exit code, or minus the signal."""
        while self.read(PATIENCE):
            pass
        _, status = os.waitpid(self.process, 0)
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(status)

    def leave(self):
        code = self.type(CTRL_D).end()
        assert code == 0, code


def test_a_command_runs(home):
    terminal = Terminal(home)
    assert "\x1b" in terminal.prompt(), "bracketed paste is on"
    assert "hello\r\n" in terminal.run("echo hello")
    assert "3\r\n" in terminal.run("x = 2; $x + 1")
    terminal.leave()


def test_tab_completes(home):
    open(os.path.join(home, "weights.dcz"), "w").close()
    os.mkdir(os.path.join(home, "with space"))
    terminal = Terminal(home)
    terminal.prompt()
    for typed, completed in [
        ("pru", "prune "), ("prune --k", "prune --keep "), ("load d", "load data "),
        ("encode wei", "encode weights.dcz "), ("encode with", "'with space/"),
    ]:
        terminal.type(typed + TAB).expect(completed)
        terminal.interrupt()
    terminal.run("answer = 42")
    terminal.type("echo $ans" + TAB).expect("echo $answer")
    assert "42\r\n" in terminal.run("")
    # Two candidates: what they have in common, then both.
    terminal.type("lo" + TAB).expect("ad ")
    terminal.type(TAB + TAB).expect("data")
    terminal.expect("model")
    terminal.interrupt()
    # Where nothing fits, nothing comes.
    terminal.type("echo 'zzz" + TAB + "'\r").expect("zzz\r\n")
    terminal.prompt()
    terminal.leave()


def test_history_is_there_in_the_next_session(home):
    terminal = Terminal(home)
    terminal.prompt()
    terminal.run("echo first")
    terminal.run(" echo secret")
    terminal.type("echo (1 +\r").expect("...> ")
    terminal.type("2)\r").expect("3\r\n")
    terminal.prompt()
    terminal.leave()
    file = os.path.join(home, "state/dcsh/history")
    assert os.stat(file).st_mode & 0o777 == 0o600
    assert os.stat(os.path.dirname(file)).st_mode & 0o777 == 0o700
    assert "secret" not in open(file).read()

    terminal = Terminal(home)
    terminal.prompt()
    terminal.type(UP).expect("2)")  # all lines of the statement, as one entry
    assert "3\r\n" in terminal.run("")
    terminal.type(UP + UP).expect("first")
    assert "first\r\n" in terminal.run("")
    assert "!!\r\n" in terminal.run("echo !!")
    terminal.leave()


def test_ctrl_c_clears_the_line(home):
    terminal = Terminal(home)
    terminal.prompt()
    terminal.type("nonsense").expect("nonsense")
    terminal.interrupt()
    assert "fine\r\n" in terminal.run("echo fine")
    terminal.type("echo (1 +\r").expect("...> ")
    terminal.interrupt()
    terminal.type(CTRL_R + "fin").expect("fin")  # in the middle of a search
    terminal.interrupt()
    assert "still fine\r\n" in terminal.run("echo still fine")
    terminal.leave()


def test_a_statement_over_several_lines(home):
    terminal = Terminal(home)
    terminal.prompt()
    terminal.type("echo 'one\r").expect("...> ")
    terminal.type("two'\r").expect("\rone\r\ntwo\r\n")
    terminal.prompt()
    # Ctrl-D in the middle tells what is missing; the second one leaves.
    terminal.type("echo (1 +\r").expect("...> ")
    terminal.type(CTRL_D).expect("error:")
    terminal.prompt()
    terminal.leave()


def test_pasted_lines(home):
    terminal = Terminal(home)
    terminal.prompt()
    terminal.type(PASTE % "echo one\necho two\n").expect("two")
    terminal.type("\r").expect("\rone\r\ntwo\r\n")
    terminal.prompt()
    # A terminal that does not mark a paste sends it like typing.
    terminal.type("echo three\recho four\r").expect("\rthree\r\n")
    terminal.expect("\rfour\r\n")
    terminal.prompt()
    terminal.leave()
    lines = open(os.path.join(home, "state/dcsh/history")).read().splitlines()
    assert [line.split("\t")[1] for line in lines] == [
        "echo one", "echo two", "echo three", "echo four"]


def test_the_prompt_goes_on_after_an_error(home):
    terminal = Terminal(home)
    terminal.prompt()
    shown = terminal.run("prume --keep 8%")
    assert "there is no command `prume`" in shown and "did you mean prune?" in shown, shown
    assert "\x1b[" in shown, "colour on a terminal"
    shown = terminal.run("load data nowhere")
    assert shown.count("error:") == 1 and "^^^^" in shown, shown
    assert "fine\r\n" in terminal.run("echo fine")
    terminal.leave()


def test_colour_can_be_declined(home):
    for environment in [{"NO_COLOR": "1"}, {"TERM": "dumb"}]:
        terminal = Terminal(home, "-c", "nonsense", **environment)
        assert terminal.end() == 2
        assert "error:" in terminal.all and "\x1b" not in terminal.all, terminal.all


def test_exit_codes(home):
    terminal = Terminal(home)
    terminal.prompt()
    terminal.run("nonsense")
    assert terminal.type(CTRL_D).end() == 0
    terminal = Terminal(home)
    terminal.prompt()
    assert terminal.type("exit 3\r").end() == 3


def test_inputrc_knows_the_program(home):
    path = os.path.join(home, "inputrc")
    with open(path, "w") as file:
        file.write('$if dcsh\n"\\C-o": "echo from inputrc\\C-m"\n$endif\n')
    terminal = Terminal(home, INPUTRC=path)
    terminal.prompt()
    terminal.type("\x0f").expect("\rfrom inputrc\r\n")
    terminal.prompt()
    terminal.leave()


def test_a_dumb_terminal_sees_no_prompt(home):
    terminal = Terminal(home, TERM="dumb")
    terminal.type("echo hello\r").expect("\nhello\r\n")
    assert terminal.type(CTRL_D).end() == 0
    assert ">" not in terminal.all and "\x1b" not in terminal.all, terminal.all


def test_results_can_be_redirected(home):
    terminal = Terminal(home, "-c", '"$DCSH" >results', program="/bin/sh")
    terminal.prompt()
    terminal.run("echo to the file")
    terminal.leave()
    assert open(os.path.join(home, "results")).read() == "to the file\n"


def test_the_terminal_is_restored(home):
    for number in [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT]:
        # A shell keeps the terminal open, so that its settings can be looked at afterwards.
        terminal = Terminal(
            home, "-c", 'stty -a; "$DCSH"; echo code $?; stty -a', program="/bin/sh")
        before = terminal.prompt().split("\x1b")[0]
        terminal.type("half a line").expect("half a line")
        group = os.tcgetpgrp(terminal.terminal)
        children = open(f"/proc/{terminal.process}/task/{terminal.process}/children").read()
        assert group == terminal.process
        os.kill(int(children.split()[0]), number)
        terminal.expect(f"code {128 + number}\r\n")
        assert terminal.end() == 0
        assert terminal.seen.strip() == before.strip(), (before, terminal.seen)


def test_a_terminal_that_goes_away_ends_it(home):
    terminal = Terminal(home)
    terminal.prompt()
    os.close(terminal.terminal)
    _, status = os.waitpid(terminal.process, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 129), status


def test_a_new_width_is_seen(home):
    terminal = Terminal(home)
    terminal.prompt()
    terminal.type("echo a").expect("echo a")
    terminal.resize(24, 40)
    terminal.type("b\r").expect("\rab\r\n")
    terminal.prompt()
    terminal.leave()


def test_ctrl_z_stops_it_and_fg_goes_on(home):
    if not os.path.exists("/bin/bash"):
        return
    terminal = Terminal(home, "--norc", "--noprofile", "-i", program="/bin/bash", PS1="BASH$ ")
    terminal.expect("BASH$ ")
    terminal.type('"$DCSH"\r').prompt()
    terminal.type("echo be").expect("echo be")
    terminal.type(CTRL_Z).expect("Stopped")
    terminal.expect("BASH$ ")
    terminal.type("fg\r").expect("echo be")
    terminal.type("fore\r").expect("\rbefore\r\n")
    terminal.prompt()
    # Signals do what they did before.
    terminal.type("nonsense").expect("nonsense")
    terminal.interrupt()
    terminal.type(CTRL_D).expect("BASH$ ")
    terminal.type("exit\r")
    assert terminal.end() == 0


def test_ctrl_z_stops_a_training_and_fg_goes_on(home):
    if images is None or not os.path.exists("/bin/bash"):
        return
    terminal = Terminal(home, "--norc", "--noprofile", "-i", program="/bin/bash", PS1="BASH$ ")
    terminal.expect("BASH$ ")
    train = f"load data '{images}'; load model lenet-300-100; train --epochs 2000"
    terminal.type(f'"$DCSH" -c "{train}"\r').expect(" left")
    terminal.type(CTRL_Z).expect("Stopped")
    terminal.expect("BASH$ ")
    terminal.type("fg\r").expect(" left")
    terminal.type(CTRL_C).expect("interrupted")
    terminal.expect("BASH$ ")
    terminal.type("exit\r").end()


def test_ctrl_c_stops_a_training_and_keeps_the_session(home):
    if images is None:
        return
    model = "lenet-300-100 > "
    terminal = Terminal(home)
    terminal.prompt()
    terminal.run("kept = 'still here'")
    terminal.run(f"load data '{images}'")
    terminal.run("load model lenet-300-100", prompt=model)
    for _ in range(2):
        terminal.type("train --epochs 2000\r").expect(" left")
        assert "━" in terminal.all or "─" in terminal.all
        terminal.type(CTRL_C).expect("\r\x1b[K")  # the bar is gone before the message
        shown = terminal.prompt(model)
        assert "interrupted" in shown and "━" not in shown.split("interrupted")[1], shown
        assert "still here\r\n" in terminal.run("echo $kept", prompt=model)
    terminal.leave()


def test_ctrl_c_stops_the_drawing_of_weights_however_often_it_is_typed(home):
    terminal = Terminal(home)
    terminal.prompt()
    terminal.run("kept = 'still here'")
    terminal.type("echo begun; " + "load model vgg-16; " * 20 + "echo over\r").expect("begun\r\n")
    # A second one may already reach the prompt, where it clears an empty line.
    for _ in range(3):
        terminal.type(CTRL_C)
    assert "over\r\n" not in terminal.expect("interrupted")
    terminal.prompt()
    terminal.type("echo $kept\r").expect("still here\r\n")
    terminal.prompt()
    terminal.leave()


def main():
    tests = [(name, test) for name, test in globals().items() if name.startswith("test_")]
    failed = 0
    for name, test in tests:
        home = tempfile.mkdtemp(prefix="dcsh-prompt-")
        try:
            test(home)
        except Exception as error:  # every test is run, whatever happens in another
            failed += 1
            print(f"FAILED {name}: {type(error).__name__}: {error}")
        finally:
            shutil.rmtree(home, ignore_errors=True)
    print(f"{len(tests) - failed} of {len(tests)} tests of the prompt passed")
    return 1 if failed else 0


if len(sys.argv) not in (2, 3):
    sys.exit(__doc__)
dcsh = os.path.abspath(sys.argv[1])
images = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else None
sys.exit(main())
