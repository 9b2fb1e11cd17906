-- What happened to sheets of paper is asked for at home, among all unlocks and locks.
CREATE INDEX events_of_sheets ON events (what)
    WHERE what IN ('recovered', 'shares_made', 'shares_tried');
