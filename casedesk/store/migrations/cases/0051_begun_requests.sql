-- That the carrying out of a request has begun: a move of which parts may be sealed to
-- their circle goes on, and is neither taken back nor over with time.

ALTER TABLE requests ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;
