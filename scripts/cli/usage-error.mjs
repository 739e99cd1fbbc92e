/** @file The error of a command line that makes no sense. */

/** Ends the program with exit code 2 and a pointer to the help text. */
export class UsageError extends Error {}
