# Faults in a file: what is wrong, and what can be done.
fault-line = Line { $line }: { $problem } { $remedy }
fault-line-field = Line { $line }, { $field }: { $problem } { $remedy }
fault-syntax = Cannot be read here: “{ $found }”.
remedy-syntax = Expected: { $expected }
fault-encoding = The characters cannot be read.
remedy-encoding = Save the file as UTF-8.
fault-too-deep = Too many levels of lists and objects.
remedy-too-deep = Follow the documented format.
fault-missing = Missing.
remedy-missing = Add it.
fault-misspelt = Unknown field.
remedy-misspelt = Is { $nearest } meant?
fault-unknown = Unknown field.
remedy-unknown = Remove it, or correct its name.
fault-repeated-field = Stands twice.
remedy-repeated-field = Keep one of them.
fault-repeated-id = The same id as on line { $first }.
remedy-repeated-id = Every applicant needs an id of its own.
fault-not-a-number = “{ $found }” is not a number.
remedy-not-a-number = Write a decimal number (12.5) or a fraction (85/6), without a unit.
fault-ambiguous = “{ $found }” can be read in two ways.
remedy-ambiguous = Write the number without thousands separators.
fault-not-whole = “{ $found }” is not a whole number.
remedy-not-whole = Write a whole number.
fault-negative = “{ $found }” is negative.
remedy-negative = The number must be 0 or more.
fault-zero-denominator = A fraction with nought below the line.
remedy-zero-denominator = Correct the denominator.
fault-too-large = “{ $found }” is too large, or has too many decimals.
remedy-too-large = Check the amount and its unit.
fault-not-allowed = “{ $found }” is not a valid value.
remedy-not-allowed = Valid are: { $allowed }
fault-wrong-kind = The wrong kind of value.
remedy-wrong-kind = { $needed ->
    [list] A list is needed here.
    [object] An object in braces is needed here.
   *[other] A text or a number is needed here.
}
fault-contradicts = Is above { $other }.
remedy-contradicts = Correct one of the two.
fault-columns = The row has { $found } cells, the header { $expected }.
remedy-columns = Check separators and quotation marks in the row.
