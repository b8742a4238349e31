BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
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
INSERT INTO "claims" VALUES(1,'1d264981167a5208','{"id":"","fingerprint":"","text":"Zinc shortens the common cold.","start":0,"end":30,"location":null,"cue":"shortens","kind":"efficacy","strength":3,"hedged":false,"claimed_study_type":null,"intervention":{"text":"Zinc","concept":"Zinc","concept_id":"D015032","from":"sentence"},"comparator":null,"condition":{"text":"common cold","concept":"Common Cold","concept_id":"D003139","from":"sentence"},"outcome":null,"direction":"decreases","context":[]}','page-00001.md',45,1);
INSERT INTO "claims" VALUES(2,'9990059e0c9c7d50','{"id":"","fingerprint":"","text":"Lavender oil cures migraine.","start":0,"end":28,"location":null,"cue":"cures","kind":"efficacy","strength":3,"hedged":false,"claimed_study_type":null,"intervention":{"text":"Lavender oil","concept":"Lavandula","concept_id":"D027523","from":"sentence"},"comparator":null,"condition":{"text":"migraine","concept":"Migraine Disorders","concept_id":"D008881","from":"sentence"},"outcome":null,"direction":"improves","context":[]}','page-00001.md',76,1);
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
INSERT INTO "decisions" VALUES(1,'1d264981167a5208','accepted','The desk knows','Jo','2026-03-02T12:00:00Z',NULL,'supported',NULL);
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
INSERT INTO "evidence" VALUES(1,0,1,'supports','current',2.632,0.658,0,'[{"section":"MAIN RESULTS","text":"The duration of colds was reduced with zinc, by about one day on average."}]','It found what the claim says.');
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
CREATE TABLE methods (
	id INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_methods PRIMARY KEY (id), 
	CONSTRAINT uq_methods_value UNIQUE (value)
);
INSERT INTO "methods" VALUES(1,'{"rules_version":"1","judge":"rules 1","sources":["studies.jsonl"],"max_studies":3,"published_before":null}');
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
INSERT INTO "occurrences" VALUES(1,1,1,0,45,75,5,1,'Zinc shortens the common cold.','','','[]',NULL,1,NULL);
INSERT INTO "occurrences" VALUES(2,1,2,0,76,104,5,32,'Lavender oil cures migraine.','','','[]',NULL,1,2);
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
INSERT INTO "pages" VALUES(1,'site','page-00001.md','file',NULL,2,1,'Colds',NULL,NULL,'8752b3f0b11185e258414bd711817678f2dce5bcd8276cd8d5a97c410345ef46','8752b3f0b11185e258414bd711817678f2dce5bcd8276cd8d5a97c410345ef46',NULL,'0.1.0.dev0','2026-03-02T12:00:00Z',2,2,NULL,NULL,NULL,NULL,0);
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
INSERT INTO "runs" VALUES(1,'2026-03-01T12:00:00Z','2026-03-01T12:00:00Z','done',0,0,0,'0.1.0.dev0','[]','{"schema_version":"1","run":1,"ledger":"ledger.sqlite","baseline":false,"started_at":"2026-03-01T12:00:00Z","finished_at":"2026-03-01T12:00:00Z","resumed":0,"requests":0,"pages":{"watched":1,"asked":1,"read":1,"new":1,"changed":0,"unchanged":0,"gone":0,"unreadable":0,"bare_ignores":0},"claims":{"checked":2,"new":2,"changed":0,"updated":0,"unchanged":0,"gone":0,"unchecked":0,"postponed":0},"verdicts":{"supported":1,"contradicted":0,"unfound":1,"unchecked":0,"disputed":0,"stale":0,"decided":0,"ignored":0},"open":{"supported":1,"contradicted":0,"unfound":1,"unchecked":0,"disputed":0,"stale":0,"decided":0,"ignored":0},"changes":[{"kind":"new","fingerprint":"1d264981167a5208","text":"Zinc shortens the common cold.","pages":["page-00001.md"],"pages_total":1,"before":null,"after":{"outcome":"supported","disputed":false,"certainty":"very low","why":"One systematic review or meta-analysis supports it; certainty very low.","checked_at":"2026-03-01T12:00:00Z","method":{"rules_version":"1","judge":"rules 1","sources":["studies.jsonl"],"max_studies":3,"published_before":null},"speaking":[{"key":"10.1002/14651858.cd001364.pub4","title":"Zinc for the common cold","stance":"supports","standing":"current","weight":2.632}],"unchecked":null,"failure":null},"studies":[],"method":[],"decision":null,"ignored":false},{"kind":"new","fingerprint":"9990059e0c9c7d50","text":"Lavender oil cures migraine.","pages":["page-00001.md"],"pages_total":1,"before":null,"after":{"outcome":"unfound","disputed":false,"certainty":null,"why":"No record names both Lavender oil (Lavandula) and migraine (Migraine Disorders); 0 name Lavender oil (Lavandula) and 11 name migraine (Migraine Disorders).","checked_at":"2026-03-01T12:00:00Z","method":{"rules_version":"1","judge":"rules 1","sources":["studies.jsonl"],"max_studies":3,"published_before":null},"speaking":[],"unchecked":null,"failure":null},"studies":[],"method":[],"decision":null,"ignored":false}],"retracted":[],"gone_pages":[],"troubles":[],"notes":[],"omitted":0,"exit_code":0}');
INSERT INTO "runs" VALUES(2,'2026-03-02T12:00:00Z','2026-03-02T12:00:00Z','done',0,0,0,'0.1.0.dev0','[]','{"schema_version":"1","run":2,"ledger":"ledger.sqlite","baseline":false,"started_at":"2026-03-02T12:00:00Z","finished_at":"2026-03-02T12:00:00Z","resumed":0,"requests":0,"pages":{"watched":1,"asked":1,"read":1,"new":0,"changed":1,"unchanged":0,"gone":0,"unreadable":0,"bare_ignores":0},"claims":{"checked":0,"new":0,"changed":0,"updated":0,"unchanged":1,"gone":1,"unchecked":0,"postponed":0},"verdicts":{"supported":1,"contradicted":0,"unfound":0,"unchecked":0,"disputed":0,"stale":0,"decided":0,"ignored":0},"open":{"supported":1,"contradicted":0,"unfound":0,"unchecked":0,"disputed":0,"stale":0,"decided":0,"ignored":0},"changes":[{"kind":"gone","fingerprint":"9990059e0c9c7d50","text":"Lavender oil cures migraine.","pages":["page-00001.md"],"pages_total":1,"before":{"outcome":"unfound","disputed":false,"certainty":null,"why":"No record names both Lavender oil (Lavandula) and migraine (Migraine Disorders); 0 name Lavender oil (Lavandula) and 11 name migraine (Migraine Disorders).","checked_at":"2026-03-01T12:00:00Z","method":{"rules_version":"1","judge":"rules 1","sources":["studies.jsonl"],"max_studies":3,"published_before":null},"speaking":[],"unchecked":null,"failure":null},"after":null,"studies":[],"method":[],"decision":null,"ignored":false}],"retracted":[],"gone_pages":[],"troubles":[],"notes":[],"omitted":0,"exit_code":0}');
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
INSERT INTO "searches" VALUES(1,0,1,'studies.jsonl','evidence',1,1,'2026-11-22T06:00:22Z');
INSERT INTO "searches" VALUES(2,0,2,'studies.jsonl','evidence',0,0,'2026-11-22T06:00:22Z');
INSERT INTO "searches" VALUES(2,1,3,'studies.jsonl','nearest',11,5,'2026-11-22T06:00:23Z');
INSERT INTO "searches" VALUES(2,2,4,'studies.jsonl','nearest',0,0,'2026-11-22T06:00:23Z');
INSERT INTO "searches" VALUES(2,3,4,'studies.jsonl','count-intervention',0,0,'2026-11-22T06:00:23Z');
INSERT INTO "searches" VALUES(2,4,3,'studies.jsonl','count-condition',11,0,'2026-11-22T06:00:23Z');
INSERT INTO "searches" VALUES(2,5,2,'studies.jsonl','count-both',0,0,'2026-11-22T06:00:22Z');
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
INSERT INTO "studies" VALUES(1,'10.1002/14651858.cd001364.pub4','current',2,'{"id":"10.1002/14651858.cd001364.pub4","pmid":null,"pmcid":null,"doi":"10.1002/14651858.CD001364.pub4","title":"Zinc for the common cold","authors":["Singh M","Das RR"],"journal":"Cochrane Database of Systematic Reviews","year":2013,"publication_types":["Journal Article","Meta-Analysis","Systematic Review"],"level":"synthesis","participants":1781,"species":"human"}');
CREATE TABLE terms (
	id INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_terms PRIMARY KEY (id), 
	CONSTRAINT uq_terms_digest UNIQUE (digest)
);
INSERT INTO "terms" VALUES(1,'a61f50a15690b53da7432a6e368a4ec3','{"term":"((\"Zinc\"[mh] OR \"zinc\"[tiab] OR \"zincs\"[tiab] OR \"zincum metallicum\"[tiab] OR \"zincum metallicums\"[tiab]) AND (\"Common Cold\"[mh] OR \"common cold\"[tiab] OR \"common colds\"[tiab] OR \"a cold\"[tiab] OR \"a colds\"[tiab] OR \"catarrhs\"[tiab] OR \"catarrh\"[tiab] OR \"head cold\"[tiab] OR \"head colds\"[tiab] OR \"cold virus\"[tiab] OR \"cold or flu\"[tiab] OR \"cold or flus\"[tiab] OR \"acute coryza\"[tiab] OR \"acute coryzas\"[tiab] OR \"cold symptoms\"[tiab] OR \"cold symptom\"[tiab] OR \"colds and flu\"[tiab] OR \"colds and flus\"[tiab]))","translation":"((MeSH Zinc (D015032) or narrower OR \"zinc\" OR \"zincs\" OR \"zincum metallicum\" OR \"zincum metallicums\" in title, abstract or keywords) AND (MeSH Common Cold (D003139) or narrower OR \"common cold\" OR \"common colds\" OR \"a cold\" OR \"a colds\" OR \"catarrhs\" OR \"catarrh\" OR \"head cold\" OR \"head colds\" OR \"cold virus\" OR \"cold or flu\" OR \"cold or flus\" OR \"acute coryza\" OR \"acute coryzas\" OR \"cold symptoms\" OR \"cold symptom\" OR \"colds and flu\" OR \"colds and flus\" in title, abstract or keywords))","url":null}');
INSERT INTO "terms" VALUES(2,'0a95db925692753b01ea15fa8df7f0f0','{"term":"((\"Lavandula\"[mh] OR \"lavandula\"[tiab] OR \"lavandulas\"[tiab] OR \"lavender\"[tiab] OR \"lavenders\"[tiab]) AND (\"Migraine Disorders\"[mh] OR \"migraine disorders\"[tiab] OR \"migraine disorder\"[tiab] OR \"migraine\"[tiab] OR \"migraines\"[tiab] OR \"migraineur\"[tiab] OR \"migraineurs\"[tiab] OR \"migrainous\"[tiab] OR \"sick headaches\"[tiab] OR \"sick headache\"[tiab] OR \"status migrainosus\"[tiab] OR \"abdominal migraines\"[tiab] OR \"abdominal migraine\"[tiab] OR \"hemicrania migraines\"[tiab] OR \"hemicrania migraine\"[tiab] OR \"acute confusional migraines\"[tiab] OR \"acute confusional migraine\"[tiab] OR \"migraine days\"[tiab] OR \"migraine day\"[tiab]))","translation":"((MeSH Lavandula (D027523) or narrower OR \"lavandula\" OR \"lavandulas\" OR \"lavender\" OR \"lavenders\" in title, abstract or keywords) AND (MeSH Migraine Disorders (D008881) or narrower OR \"migraine disorders\" OR \"migraine disorder\" OR \"migraine\" OR \"migraines\" OR \"migraineur\" OR \"migraineurs\" OR \"migrainous\" OR \"sick headaches\" OR \"sick headache\" OR \"status migrainosus\" OR \"abdominal migraines\" OR \"abdominal migraine\" OR \"hemicrania migraines\" OR \"hemicrania migraine\" OR \"acute confusional migraines\" OR \"acute confusional migraine\" OR \"migraine days\" OR \"migraine day\" in title, abstract or keywords))","url":null}');
INSERT INTO "terms" VALUES(3,'0140723e8c6fdad2679822d29d46529d','{"term":"(\"Migraine Disorders\"[mh] OR \"migraine disorders\"[tiab] OR \"migraine disorder\"[tiab] OR \"migraine\"[tiab] OR \"migraines\"[tiab] OR \"migraineur\"[tiab] OR \"migraineurs\"[tiab] OR \"migrainous\"[tiab] OR \"sick headaches\"[tiab] OR \"sick headache\"[tiab] OR \"status migrainosus\"[tiab] OR \"abdominal migraines\"[tiab] OR \"abdominal migraine\"[tiab] OR \"hemicrania migraines\"[tiab] OR \"hemicrania migraine\"[tiab] OR \"acute confusional migraines\"[tiab] OR \"acute confusional migraine\"[tiab] OR \"migraine days\"[tiab] OR \"migraine day\"[tiab])","translation":"(MeSH Migraine Disorders (D008881) or narrower OR \"migraine disorders\" OR \"migraine disorder\" OR \"migraine\" OR \"migraines\" OR \"migraineur\" OR \"migraineurs\" OR \"migrainous\" OR \"sick headaches\" OR \"sick headache\" OR \"status migrainosus\" OR \"abdominal migraines\" OR \"abdominal migraine\" OR \"hemicrania migraines\" OR \"hemicrania migraine\" OR \"acute confusional migraines\" OR \"acute confusional migraine\" OR \"migraine days\" OR \"migraine day\" in title, abstract or keywords)","url":null}');
INSERT INTO "terms" VALUES(4,'1c9bf6d95a1cdd407042655462598b41','{"term":"(\"Lavandula\"[mh] OR \"lavandula\"[tiab] OR \"lavandulas\"[tiab] OR \"lavender\"[tiab] OR \"lavenders\"[tiab])","translation":"(MeSH Lavandula (D027523) or narrower OR \"lavandula\" OR \"lavandulas\" OR \"lavender\" OR \"lavenders\" in title, abstract or keywords)","url":null}');
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
INSERT INTO "verdicts" VALUES(1,1,1,NULL,1,'2026-03-01T12:00:00Z','2026-03-01T12:00:00Z',1,'new','supported',NULL,0,'very low','One systematic review or meta-analysis supports it; certainty very low.','[{"code":"overstated","message":"The wording states an effect outright; the certainty is very low."},{"code":"single-study","message":"One study stands alone on this side."},{"code":"demonstration-data","message":"Made from digests for demonstration, not from PubMed''s records."}]','{"supports":1,"contradicts":0,"silent":0,"excluded":0}','17c9531d80cc47aceee4e045f61dca68');
INSERT INTO "verdicts" VALUES(2,2,1,NULL,1,'2026-03-01T12:00:00Z','2026-03-01T12:00:00Z',1,'new','unfound',NULL,0,NULL,'No record names both Lavender oil (Lavandula) and migraine (Migraine Disorders); 0 name Lavender oil (Lavandula) and 11 name migraine (Migraine Disorders).','[{"code":"demonstration-data","message":"Made from digests for demonstration, not from PubMed''s records."}]','{"supports":0,"contradicts":0,"silent":0,"excluded":0}','f186c3da82e51b75caed950d646fca1f');
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
COMMIT;
