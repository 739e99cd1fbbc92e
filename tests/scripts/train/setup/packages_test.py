"""Tests of what is said where Python lacks packages."""

import os
import subprocess
import sys
import unittest
from unittest import mock

from train.setup import packages


class Packages(unittest.TestCase):
    def test_a_module_within_a_package_that_is_not_there_is_missing_too(self):
        self.assertTrue(packages.is_present('json.decoder'))
        self.assertFalse(packages.is_present('no_such_package'))
        self.assertFalse(packages.is_present('no_such_package.module'))

    def test_what_is_missing_is_named_by_its_debian_package(self):
        with mock.patch.object(packages, 'is_present', lambda module: module != 'numpy'):
            self.assertEqual(packages.missing_packages(), ['python3-numpy'])
            with self.assertRaisesRegex(SystemExit, 'apt install python3-numpy, and run the program with /usr/bin/python3'):
                packages.require_packages()

    def test_commands_of_a_room_say_so_and_show_no_traceback(self):
        # Without site packages there is no PyTorch, wherever it is installed.
        command = [sys.executable, '-S', '-m', 'train.trainer', '--help']
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ))
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r'^\S+ lacks Python modules\. On Debian: apt install [^\n]*python3-torch[^\n]*\n$')


if __name__ == '__main__':
    unittest.main()
