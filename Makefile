# A thin wrapper: everything is in make.py, which Windows calls directly (py -3 make.py run).
PYTHON ?= python3
COMMANDS := run setup test lint bench soak bundle words

.PHONY: $(COMMANDS)
$(COMMANDS):
	@$(PYTHON) make.py $@
