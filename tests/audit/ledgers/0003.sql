BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE citations (
	id INTEGER NOT NULL, 
	page_id INTEGER NOT NULL, 
	reference_id INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	from_run INTEGER NOT NULL, 
	until_run INTEGER, 
	CONSTRAINT pk_citations PRIMARY KEY (id), 
	CONSTRAINT fk_citations_page_id FOREIGN KEY(page_id) REFERENCES pages (id), 
	CONSTRAINT fk_citations_reference_id FOREIGN KEY(reference_id) REFERENCES cited_works (id)
);
INSERT INTO "citations" VALUES(1,1,1,66,237,1,NULL);
INSERT INTO "citations" VALUES(2,1,2,241,329,1,NULL);
INSERT INTO "citations" VALUES(3,2,1,66,237,1,NULL);
CREATE TABLE cited_works (
	id INTEGER NOT NULL, 
	fingerprint TEXT NOT NULL, 
	value TEXT NOT NULL, 
	first_run INTEGER NOT NULL, 
	failure TEXT, 
	failed_run INTEGER, 
	CONSTRAINT pk_cited_works PRIMARY KEY (id), 
	CONSTRAINT uq_cited_works_fingerprint UNIQUE (fingerprint)
);
INSERT INTO "cited_works" VALUES(1,'4ac16b79c1466f60','{"start":0,"end":171,"id":"4ac16b79c1466f60","text":"Rodriguez CI. Randomized controlled crossover trial of ketamine in obsessive-compulsive disorder: proof-of-concept. Neuropsychopharmacology. 2013. doi:10.1038/npp.2013.150","form":"entry","cited":{"authors":["Rodriguez CI"],"title":"Randomized controlled crossover trial of ketamine in obsessive-compulsive disorder: proof-of-concept","journal":"Neuropsychopharmacology","year":2013,"volume":null,"pages":null,"pmid":null,"pmcid":null,"doi":"10.1038/npp.2013.150","url":null,"malformed":[],"kind":null},"label":null,"mentions":[],"topic":""}',1,NULL,NULL);
INSERT INTO "cited_works" VALUES(2,'f98080ae85d50c0d','{"start":0,"end":88,"id":"f98080ae85d50c0d","text":"Marsh D, Okoro AB. Singing to houseplants and the common cold. J Colds. 2016;4(2):10-19.","form":"entry","cited":{"authors":["Marsh D","Okoro AB"],"title":"Singing to houseplants and the common cold","journal":"J Colds","year":2016,"volume":"4","pages":"10-19","pmid":null,"pmcid":null,"doi":null,"url":null,"malformed":[],"kind":null},"label":null,"mentions":[],"topic":""}',1,NULL,NULL);
CREATE TABLE claims (
	id INTEGER NOT NULL, 
	fingerprint TEXT NOT NULL, 
	claim TEXT NOT NULL, 
	from_origin TEXT NOT NULL, 
	from_start INTEGER NOT NULL, 
	first_run INTEGER NOT NULL, 
	CONSTRAINT pk_claims PRIMARY KEY (id), 
	CONSTRAINT uq_claims_fingerprint UNIQUE (fingerprint)
);
CREATE TABLE decisions (
	id INTEGER NOT NULL, 
	fingerprint TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	at TEXT NOT NULL, 
	until TEXT, 
	"on" TEXT, 
	withdrawn_at TEXT, 
	CONSTRAINT pk_decisions PRIMARY KEY (id)
);
CREATE TABLE evidence (
	verdict_id INTEGER NOT NULL, 
	rank INTEGER NOT NULL, 
	study_id INTEGER NOT NULL, 
	stance TEXT NOT NULL, 
	standing TEXT NOT NULL, 
	weight DOUBLE NOT NULL, 
	probability DOUBLE NOT NULL, 
	mixed BOOLEAN NOT NULL, 
	rationale TEXT NOT NULL, 
	why TEXT NOT NULL, 
	CONSTRAINT pk_evidence PRIMARY KEY (verdict_id, rank), 
	CONSTRAINT fk_evidence_study_id FOREIGN KEY(study_id) REFERENCES studies (id), 
	CONSTRAINT fk_evidence_verdict_id FOREIGN KEY(verdict_id) REFERENCES verdicts (id)
);
CREATE TABLE failures (
	id INTEGER NOT NULL, 
	claim_id INTEGER NOT NULL, 
	from_run INTEGER NOT NULL, 
	until_run INTEGER, 
	last_run INTEGER NOT NULL, 
	failed_at TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	CONSTRAINT pk_failures PRIMARY KEY (id), 
	CONSTRAINT fk_failures_claim_id FOREIGN KEY(claim_id) REFERENCES claims (id)
);
CREATE TABLE findings (
	id INTEGER NOT NULL, 
	reference_id INTEGER NOT NULL, 
	from_run INTEGER NOT NULL, 
	until_run INTEGER, 
	confirmed_run INTEGER NOT NULL, 
	checked_at TEXT NOT NULL, 
	confirmed_at TEXT NOT NULL, 
	method_id INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	finding TEXT NOT NULL, 
	study_id INTEGER, 
	standing TEXT, 
	why TEXT NOT NULL, 
	differences TEXT NOT NULL, 
	candidates TEXT NOT NULL, 
	notices TEXT NOT NULL, 
	content TEXT NOT NULL, 
	CONSTRAINT pk_findings PRIMARY KEY (id), 
	CONSTRAINT fk_findings_reference_id FOREIGN KEY(reference_id) REFERENCES cited_works (id), 
	CONSTRAINT fk_findings_method_id FOREIGN KEY(method_id) REFERENCES methods (id), 
	CONSTRAINT fk_findings_study_id FOREIGN KEY(study_id) REFERENCES studies (id)
);
INSERT INTO "findings" VALUES(1,1,1,NULL,1,'2026-03-01T12:00:00Z','2026-03-01T12:00:00Z',1,'new','resolved',1,'current','The DOI leads to it.','[]','[]','[]','eb0f55fe8dde90f2a8b88d9b097319a2');
INSERT INTO "findings" VALUES(2,2,1,NULL,1,'2026-03-01T12:00:00Z','2026-03-01T12:00:00Z',1,'new','not-found',NULL,NULL,'Looked for by title, by author and year: nothing in the file studies.jsonl fits. It may be there under another name, or not be there; it is worth a look.','[]','[]','[]','b27ce5e5670002eae14a9523f001f705');
CREATE TABLE methods (
	id INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_methods PRIMARY KEY (id), 
	CONSTRAINT uq_methods_value UNIQUE (value)
);
INSERT INTO "methods" VALUES(1,'{"rules_version":"0.1.0.dev0","judge":"references","sources":["studies.jsonl"],"max_studies":0,"published_before":null}');
CREATE TABLE occurrences (
	id INTEGER NOT NULL, 
	page_id INTEGER NOT NULL, 
	claim_id INTEGER NOT NULL, 
	nth INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	line INTEGER, 
	"column" INTEGER, 
	text TEXT NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	context TEXT NOT NULL, 
	ignored TEXT, 
	from_run INTEGER NOT NULL, 
	until_run INTEGER, 
	CONSTRAINT pk_occurrences PRIMARY KEY (id), 
	CONSTRAINT fk_occurrences_claim_id FOREIGN KEY(claim_id) REFERENCES claims (id), 
	CONSTRAINT fk_occurrences_page_id FOREIGN KEY(page_id) REFERENCES pages (id)
);
CREATE TABLE pages (
	id INTEGER NOT NULL, 
	watch TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	listed_by TEXT NOT NULL, 
	modified TEXT, 
	listed_run INTEGER NOT NULL, 
	first_run INTEGER NOT NULL, 
	title TEXT, 
	etag TEXT, 
	last_modified TEXT, 
	content TEXT, 
	sha256 TEXT, 
	partial TEXT, 
	tool_version TEXT, 
	read_at TEXT, 
	asked_run INTEGER, 
	changed_run INTEGER, 
	failure TEXT, 
	failed_run INTEGER, 
	gone_run INTEGER, 
	gone_reason TEXT, 
	bare_ignores INTEGER NOT NULL, 
	CONSTRAINT pk_pages PRIMARY KEY (id), 
	CONSTRAINT uq_pages_watch_origin UNIQUE (watch, origin)
);
INSERT INTO "pages" VALUES(1,'site','page-00001.md','file',NULL,2,1,'What we read',NULL,NULL,'c9981396a94c1e21cde794e468ba208fbf05c33a1272242692049bb43130d29e','7ff2e67b75e24ffde1734ff71956b72ead3baff744d712b576f7211b580c9520',NULL,'0.1.0.dev0','2026-03-02T12:00:00Z',2,1,NULL,NULL,NULL,NULL,0);
INSERT INTO "pages" VALUES(2,'site','page-00002.md','file',NULL,2,1,'What we read',NULL,NULL,'c29a792756cfd69712887cb5f57fe9d1cd4fbe7fd4292f4f657b53ba4d20a7b9','115553454ee355b3734e6c55bbeb9446f5e319d006c55e71291934ac2752e820',NULL,'0.1.0.dev0','2026-03-02T12:00:00Z',2,2,NULL,NULL,NULL,NULL,0);
CREATE TABLE runs (
	id INTEGER NOT NULL, 
	started_at TEXT NOT NULL, 
	finished_at TEXT, 
	stage TEXT NOT NULL, 
	baseline BOOLEAN NOT NULL, 
	resumed INTEGER NOT NULL, 
	requests INTEGER NOT NULL, 
	tool_version TEXT NOT NULL, 
	troubles TEXT NOT NULL, 
	summary TEXT, 
	CONSTRAINT pk_runs PRIMARY KEY (id)
);
INSERT INTO "runs" VALUES(1,'2026-03-01T12:00:00Z','2026-03-01T12:00:00Z','done',0,0,0,'0.1.0.dev0','[]','{"schema_version":"1","run":1,"ledger":"old.sqlite","baseline":false,"started_at":"2026-03-01T12:00:00Z","finished_at":"2026-03-01T12:00:00Z","resumed":0,"requests":0,"pages":{"watched":2,"asked":2,"read":2,"new":2,"changed":0,"unchanged":0,"gone":0,"unreadable":0,"bare_ignores":0},"claims":{"checked":0,"new":0,"changed":0,"updated":0,"unchanged":0,"gone":0,"unchecked":0,"postponed":0},"verdicts":{"supported":0,"contradicted":0,"unfound":0,"unchecked":0,"waiting":0,"disputed":0,"stale":0,"decided":0,"ignored":0},"open":{"supported":0,"contradicted":0,"unfound":0,"unchecked":0,"waiting":0,"disputed":0,"stale":0,"decided":0,"ignored":0},"changes":[],"references":{"cited":2,"resolved":1,"look":1,"failed":0,"checked":2,"new":2,"changed":0,"gone":0,"unchecked":0,"postponed":0},"reference_changes":[{"kind":"new","fingerprint":"f98080ae85d50c0d","text":"Marsh D, Okoro AB. Singing to houseplants and the common cold. J Colds. 2016;4(2):10-19.","pages":["page-00001.md"],"pages_total":1,"before":null,"after":{"finding":"not-found","standing":null,"key":null,"title":null,"differences":[],"candidates":[],"notices":[],"why":"Looked for by title, by author and year: nothing in the file studies.jsonl fits. It may be there under another name, or not be there; it is worth a look.","checked_at":"2026-03-01T12:00:00Z","failure":null}}],"retracted":[],"gone_pages":[],"troubles":[],"notes":[],"omitted":0,"exit_code":0}');
INSERT INTO "runs" VALUES(2,'2026-03-02T12:00:00Z','2026-03-02T12:00:00Z','done',0,0,0,'0.1.0.dev0','[]','{"schema_version":"1","run":2,"ledger":"old.sqlite","baseline":false,"started_at":"2026-03-02T12:00:00Z","finished_at":"2026-03-02T12:00:00Z","resumed":0,"requests":0,"pages":{"watched":2,"asked":2,"read":1,"new":0,"changed":1,"unchanged":1,"gone":0,"unreadable":0,"bare_ignores":0},"claims":{"checked":0,"new":0,"changed":0,"updated":0,"unchanged":0,"gone":0,"unchecked":0,"postponed":0},"verdicts":{"supported":0,"contradicted":0,"unfound":0,"unchecked":0,"waiting":0,"disputed":0,"stale":0,"decided":0,"ignored":0},"open":{"supported":0,"contradicted":0,"unfound":0,"unchecked":0,"waiting":0,"disputed":0,"stale":0,"decided":0,"ignored":0},"changes":[],"references":{"cited":2,"resolved":1,"look":1,"failed":0,"checked":0,"new":0,"changed":0,"gone":0,"unchecked":0,"postponed":0},"reference_changes":[],"retracted":[],"gone_pages":[],"troubles":[],"notes":[],"omitted":0,"exit_code":0}');
CREATE TABLE searches (
	verdict_id INTEGER NOT NULL, 
	rank INTEGER NOT NULL, 
	term_id INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	purpose TEXT NOT NULL, 
	count INTEGER NOT NULL, 
	retrieved INTEGER NOT NULL, 
	searched_at TEXT NOT NULL, 
	CONSTRAINT pk_searches PRIMARY KEY (verdict_id, rank), 
	CONSTRAINT fk_searches_term_id FOREIGN KEY(term_id) REFERENCES terms (id), 
	CONSTRAINT fk_searches_verdict_id FOREIGN KEY(verdict_id) REFERENCES verdicts (id)
);
CREATE TABLE standings (
	study_id INTEGER NOT NULL, 
	run INTEGER NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	CONSTRAINT pk_standings PRIMARY KEY (study_id, run), 
	CONSTRAINT fk_standings_study_id FOREIGN KEY(study_id) REFERENCES studies (id)
);
CREATE TABLE studies (
	id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	standing TEXT NOT NULL, 
	seen_run INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_studies PRIMARY KEY (id), 
	CONSTRAINT uq_studies_key UNIQUE ("key")
);
INSERT INTO "studies" VALUES(1,'10.1038/npp.2013.150','current',2,'{"id":"10.1038/npp.2013.150","pmid":null,"pmcid":"PMC3799067","doi":"10.1038/npp.2013.150","title":"Randomized controlled crossover trial of ketamine in obsessive-compulsive disorder: proof-of-concept","authors":["Rodriguez CI"],"journal":"Neuropsychopharmacology","year":2013,"publication_types":["Journal Article","Randomized Controlled Trial"],"level":"randomized","participants":15,"species":"human"}');
CREATE TABLE terms (
	id INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	value BLOB DEFAULT '' NOT NULL, 
	CONSTRAINT pk_terms PRIMARY KEY (id), 
	CONSTRAINT uq_terms_digest UNIQUE (digest)
);
CREATE TABLE verdicts (
	id INTEGER NOT NULL, 
	claim_id INTEGER NOT NULL, 
	from_run INTEGER NOT NULL, 
	until_run INTEGER, 
	confirmed_run INTEGER NOT NULL, 
	checked_at TEXT NOT NULL, 
	confirmed_at TEXT NOT NULL, 
	method_id INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	verdict TEXT, 
	unchecked TEXT, 
	disputed BOOLEAN NOT NULL, 
	certainty TEXT, 
	why TEXT NOT NULL, 
	flags TEXT NOT NULL, 
	tally TEXT NOT NULL, 
	content TEXT NOT NULL, 
	CONSTRAINT pk_verdicts PRIMARY KEY (id), 
	CONSTRAINT fk_verdicts_claim_id FOREIGN KEY(claim_id) REFERENCES claims (id), 
	CONSTRAINT fk_verdicts_method_id FOREIGN KEY(method_id) REFERENCES methods (id)
);
CREATE TABLE work (
	id INTEGER NOT NULL, 
	stage TEXT NOT NULL, 
	subject INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_work PRIMARY KEY (id)
);
CREATE INDEX ix_decisions_fingerprint ON decisions (fingerprint);
CREATE INDEX ix_pages_asked_run ON pages (asked_run);
CREATE INDEX ix_pages_gone_run ON pages (gone_run);
CREATE INDEX ix_work_stage_id ON work (stage, id);
CREATE INDEX ix_failures_claim_id_until_run ON failures (claim_id, until_run);
CREATE INDEX ix_failures_last_run ON failures (last_run);
CREATE INDEX ix_occurrences_claim_id_until_run ON occurrences (claim_id, until_run);
CREATE INDEX ix_occurrences_from_run ON occurrences (from_run);
CREATE INDEX ix_occurrences_page_id_until_run ON occurrences (page_id, until_run);
CREATE INDEX ix_occurrences_until_run ON occurrences (until_run);
CREATE INDEX ix_verdicts_claim_id_until_run ON verdicts (claim_id, until_run);
CREATE INDEX ix_verdicts_confirmed_run ON verdicts (confirmed_run);
CREATE INDEX ix_verdicts_from_run ON verdicts (from_run);
CREATE INDEX ix_evidence_study_id ON evidence (study_id);
CREATE INDEX ix_cited_works_failed_run ON cited_works (failed_run);
CREATE INDEX ix_citations_page_id_until_run ON citations (page_id, until_run);
CREATE INDEX ix_citations_reference_id_until_run ON citations (reference_id, until_run);
CREATE INDEX ix_citations_from_run ON citations (from_run);
CREATE INDEX ix_citations_until_run ON citations (until_run);
CREATE INDEX ix_findings_reference_id_until_run ON findings (reference_id, until_run);
CREATE INDEX ix_findings_from_run ON findings (from_run);
CREATE INDEX ix_findings_confirmed_run ON findings (confirmed_run);
CREATE INDEX ix_findings_study_id ON findings (study_id);
COMMIT;
