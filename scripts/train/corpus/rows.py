"""Files of rows, one a line, their fields between tabs."""


def rows_of(path):
    """[[field]] of the lines of a file."""
    with open(path, encoding='utf-8', newline='\n') as file:
        return [line.rstrip('\n').split('\t') for line in file]


def rows_if_there(path):
    """The same, none where there is no file yet."""
    return rows_of(path) if path.exists() else []


def write_rows(path, rows):
    """Writes a file of rows."""
    with open(path, 'w', encoding='utf-8') as file:
        file.writelines(map(_line, rows))


def append_rows(path, rows):
    """Adds rows to a file, which need not be there yet."""
    with open(path, 'a', encoding='utf-8') as file:
        file.writelines(map(_line, rows))


def _line(row):
    return '\t'.join(row) + '\n'
