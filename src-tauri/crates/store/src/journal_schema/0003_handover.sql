-- What came of handing an alarm to the system's notifier: `taken`, `refused`, or `elsewhere` where another laptop told it.
-- None of them where the process ended in between. What was handed over before this column came is believed to be taken.
ALTER TABLE alarm ADD COLUMN handover TEXT;
UPDATE alarm SET handover = 'taken' WHERE handed_to_os_at IS NOT NULL;
