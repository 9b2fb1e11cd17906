-- What a liaison sheet shows by exception, and why (domain §3.j: asked).
ALTER TABLE sheets ADD COLUMN reasons TEXT NOT NULL DEFAULT '{}';
