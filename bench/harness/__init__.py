# SPDX-License-Identifier: MIT
"""What bench/run is made of; cases.py is the table of what is asked."""
