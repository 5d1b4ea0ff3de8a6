-- What is due stands in the row that it concerns (an operation's step, a job's deadline): queues of
-- their own were never used.
drop table effect;
drop table timer;
