# What a round lacks before it can go on.
missing-assessment = The application has not been assessed.
missing-reason = The cut or the refusal has no reason.
missing-from-allocation = The application came or was assessed after the allocation was run. Run a new allocation.
missing-changed = The application was changed after the allocation was run. Run a new allocation.
missing-withdrawn = The application was withdrawn, dismissed or taken out after the allocation was run. Run a new allocation.
