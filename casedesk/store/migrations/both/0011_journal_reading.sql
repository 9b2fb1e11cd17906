-- What the journal is asked by: a page of lines never reads them all.
CREATE INDEX journal_by_actor ON journal (actor);
CREATE INDEX journal_by_action ON journal (action);
CREATE INDEX journal_by_time ON journal (at);
