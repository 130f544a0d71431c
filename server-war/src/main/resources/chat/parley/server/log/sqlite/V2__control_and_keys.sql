-- Where a device's next control or key event is: clients that begin with the newest page take these first. The class is
-- in it so that SQLite answers from the index alone.
CREATE INDEX event_rules_device ON event (log, device, seq, lamport, class) WHERE class <> 'content';
