-- Where a device's next control or key event is: clients that begin with the newest page take these first.
CREATE INDEX event_rules_device ON event (log, device, seq, lamport) WHERE class <> 'content';
