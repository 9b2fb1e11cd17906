-- What is being written, once more, for two recovery sheets. Empty only until whoever
-- wrote it opens the vault again.

ALTER TABLE drafts ADD COLUMN copy BLOB NOT NULL DEFAULT x'';
