#pragma once
// <stdio.h> first: readline's headers use FILE without including it.
#include <stdio.h>

#include <readline/readline.h>

#include <readline/history.h>

// Readline's settings are mutable C globals, which Swift 6 refuses. These are all that Terminal
// uses of them, as functions.

/// The version that runs, as 0x0802 for 8.2.
static inline int readline_version(void) { return rl_readline_version; }

/// The line as typed so far, NUL-terminated UTF-8; it belongs to readline.
static inline const char *readline_line(void) { return rl_line_buffer; }

/// The cursor's byte offset in the line.
static inline int readline_cursor(void) { return rl_point; }

/// Moves the cursor behind the line's last character.
static inline void readline_move_to_end(void) { rl_point = rl_end; }

/// The name that `$if` in `.inputrc` asks for; the text must outlive readline.
static inline void readline_set_name(const char *name) { rl_readline_name = name; }

/// The descriptor on which prompt and line are drawn. It gets a stream of its own: the standard one
/// for errors has no buffer, and each character would be a call of the system.
static inline void readline_set_output(int descriptor) {
  FILE *stream = fdopen(descriptor, "w");
  rl_outstream = stream ? stream : stdout;
}

/// Writes text where prompt and line are drawn.
static inline void readline_write(const char *text) {
  fputs(text, rl_outstream);
  fflush(rl_outstream);
}

/// Readline has no say in signals but a new window size, which it also sees between two keys.
/// (Its handling of Ctrl-Z leaves signals unblocked that were blocked.)
static inline void readline_leave_signals(void) {
  rl_catch_signals = 0;
  rl_catch_sigwinch = 1;
  rl_persistent_signal_handlers = 1;
  // COLUMNS and LINES in the environment are the user's.
  rl_change_environment = 0;
}

/// Reads one byte of input; called by readline for each key.
static inline void readline_set_getc(int (*function)(FILE *)) { rl_getc_function = function; }

/// Completion: `breaks` gives the characters that end the word before the cursor, `matches` the
/// texts that fit it.
static inline void readline_set_completion(
    char *(*breaks)(void), char **(*matches)(const char *, int, int)) {
  rl_completion_word_break_hook = breaks;
  rl_attempted_completion_function = matches;
  // Quotes are the language's business.
  rl_completer_quote_characters = NULL;
}

/// How the matches just found are treated: `suffix` is typed behind an only match (0: nothing),
/// and of file names only the last part is listed. Never completes as readline would by itself.
static inline void readline_describe_matches(int suffix, int are_file_names) {
  rl_attempted_completion_over = 1;
  rl_completion_append_character = suffix;
  rl_filename_completion_desired = are_file_names;
  rl_filename_quoting_desired = 0;
}
