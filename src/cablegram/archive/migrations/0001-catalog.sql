-- What is kept. Everything but source, place, correction, note and label can be made anew from source.

CREATE TABLE setting ( -- what holds for the whole archive
  name TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE dictionary ( -- zstd dictionaries; a compressed value names its own in its frame
  id INTEGER PRIMARY KEY, -- the dictionary number of the frames
  data BLOB NOT NULL
) STRICT;

CREATE TABLE ingest ( -- one run of `ingest` (or `reparse`)
  id INTEGER PRIMARY KEY,
  started TEXT NOT NULL, -- ISO 8601, UTC
  finished TEXT, -- NULL: it was interrupted, or is running
  paths TEXT NOT NULL, -- JSON: what was named
  version TEXT NOT NULL, -- of readers and parser
  summary TEXT -- JSON: counts
) STRICT;

CREATE TABLE source ( -- a file, or a file in an archive, that holds at least one cable
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE, -- of its bytes
  size INTEGER NOT NULL, -- bytes
  container TEXT NOT NULL, -- the published format
  messages INTEGER, -- how many messages it holds; NULL until it was read to its end
  version TEXT NOT NULL, -- of readers and parser
  ingest INTEGER NOT NULL REFERENCES ingest,
  data BLOB -- its bytes (zstd); NULL: they are in chunk
) STRICT;

CREATE TABLE chunk ( -- the bytes of a large source, a megabyte each before compression
  source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
  n INTEGER NOT NULL, -- from 0
  data BLOB NOT NULL, -- zstd
  PRIMARY KEY (source, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE place ( -- where a source was met
  source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
  path TEXT NOT NULL,
  member TEXT NOT NULL DEFAULT '', -- its place in the archive at path
  PRIMARY KEY (path, member, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_source ON place (source);

CREATE TABLE failure ( -- what could not be read, until it can
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  member TEXT NOT NULL DEFAULT '',
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  remedy TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('failed', 'limit', 'no-cable')), -- no-cable: read, and none in it
  ingest INTEGER NOT NULL REFERENCES ingest
) STRICT;
CREATE INDEX failure_path ON failure (path, member);

CREATE TABLE cable ( -- one message, however often it was published
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE, -- its MRN; 07BEIJING2463~2 for another under one MRN; unnumbered-… without one
  mrn TEXT, -- message reference number, 07BEIJING2463
  rendition INTEGER NOT NULL -- the one shown
) STRICT;
CREATE INDEX cable_mrn ON cable (mrn);

CREATE TABLE rendition ( -- a cable as one source shows it
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
  ordinal INTEGER NOT NULL, -- which message of the source, from 0
  cable INTEGER NOT NULL REFERENCES cable,
  relation TEXT NOT NULL, -- to its cable: same, section, correction, retransmission
  why TEXT, -- how it is known to be of its cable; NULL where it began it
  digest BLOB NOT NULL, -- first 16 bytes of the SHA-256 of its text
  fingerprint BLOB NOT NULL, -- MessagePack: what identity is decided on
  locator TEXT, -- its place in the source, for people
  mrn TEXT,
  date INTEGER, -- date-time group: seconds since 1970, UTC
  post TEXT, -- of the sender, as in the posts codebook
  classification TEXT,
  subject TEXT,
  title TEXT, -- the subject in readable case
  precedence TEXT, -- of action
  signer TEXT,
  words INTEGER NOT NULL, -- in its paragraphs
  coverage REAL NOT NULL, -- share of non-blank lines accounted for
  UNIQUE (source, ordinal)
) STRICT;
CREATE INDEX rendition_cable ON rendition (cable);

CREATE TABLE content ( -- the message as its reader gave it, and the clean text of each paragraph
  rendition INTEGER PRIMARY KEY REFERENCES rendition ON DELETE CASCADE,
  data BLOB NOT NULL -- zstd of MessagePack; where source.data is not NULL, with what that unpacks to as dictionary
) STRICT;

CREATE TABLE identity ( -- what a rendition can be found again by, for deciding whether another is the same cable
  key INTEGER NOT NULL,
  rendition INTEGER NOT NULL REFERENCES rendition ON DELETE CASCADE,
  PRIMARY KEY (key, rendition)
) STRICT, WITHOUT ROWID;

CREATE TABLE link ( -- cables that may be one, or correct or repeat each other
  cable INTEGER NOT NULL REFERENCES cable ON DELETE CASCADE,
  other INTEGER NOT NULL REFERENCES cable ON DELETE CASCADE,
  kind TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (cable, other, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE station ( -- an addressee's name, once
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL, -- plain-language address designator, AMEMBASSY BEIJING
  post TEXT, -- as in the posts codebook
  UNIQUE (name, post)
) STRICT;

CREATE TABLE addressing ( -- whom a rendition is addressed to; the view addressee spells it out
  rendition INTEGER NOT NULL REFERENCES rendition ON DELETE CASCADE,
  n INTEGER NOT NULL, -- from 0, action before info
  role TEXT NOT NULL, -- action, info
  station INTEGER NOT NULL REFERENCES station,
  precedence TEXT, -- where its own line states one
  serial TEXT,
  PRIMARY KEY (rendition, n)
) STRICT, WITHOUT ROWID;

CREATE VIEW addressee AS -- whom a rendition is addressed to
  SELECT rendition, n, role, name, post, precedence, serial FROM addressing JOIN station ON station.id = station;

CREATE TABLE tag ( -- TAGS
  rendition INTEGER NOT NULL REFERENCES rendition ON DELETE CASCADE,
  n INTEGER NOT NULL,
  code TEXT NOT NULL,
  kind TEXT NOT NULL, -- subject, program, geo, org, person, term, unknown
  PRIMARY KEY (rendition, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE caption (
  rendition INTEGER NOT NULL REFERENCES rendition ON DELETE CASCADE,
  n INTEGER NOT NULL,
  caption TEXT NOT NULL,
  PRIMARY KEY (rendition, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE reference ( -- what a rendition cites
  rendition INTEGER NOT NULL REFERENCES rendition ON DELETE CASCADE,
  n INTEGER NOT NULL,
  kind TEXT NOT NULL, -- cable, email, memo, …
  letter TEXT,
  text TEXT NOT NULL, -- in one line
  mrn TEXT, -- as the text says, its year inferred where it states none
  start INTEGER, -- first character in the text
  "end" INTEGER,
  PRIMARY KEY (rendition, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE citation ( -- every cable a reference can mean; several rows: it is not certain which
  mrn TEXT NOT NULL, -- the cable cited, held or not
  rendition INTEGER NOT NULL REFERENCES rendition ON DELETE CASCADE,
  n INTEGER NOT NULL, -- the reference
  choice INTEGER NOT NULL, -- 0: the likeliest
  how TEXT NOT NULL, -- stated, or how it was inferred
  PRIMARY KEY (mrn, rendition, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX citation_rendition ON citation (rendition);

CREATE TABLE paragraph (
  rendition INTEGER NOT NULL REFERENCES rendition ON DELETE CASCADE,
  n INTEGER NOT NULL, -- from 0
  number TEXT, -- as printed
  portion TEXT, -- portion marking
  kind TEXT, -- summary, comment, …; NULL: plain text
  heading TEXT, -- where one stands right above it
  start INTEGER NOT NULL, -- first character in the text
  "end" INTEGER NOT NULL,
  PRIMARY KEY (rendition, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE person ( -- everyone a rendition names in a role
  rendition INTEGER NOT NULL REFERENCES rendition ON DELETE CASCADE,
  n INTEGER NOT NULL,
  role TEXT NOT NULL, -- signer, participant, cleared by, drafted by, approved by, classified by, passed to
  name TEXT NOT NULL,
  title TEXT,
  side TEXT, -- of a participant; agency or office of another
  PRIMARY KEY (rendition, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding ( -- what is odd, repaired or unread in a rendition
  rendition INTEGER NOT NULL REFERENCES rendition ON DELETE CASCADE,
  n INTEGER NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  start INTEGER,
  "end" INTEGER,
  PRIMARY KEY (rendition, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE correction ( -- what a person says is right; survives reparse and reindex
  id INTEGER PRIMARY KEY,
  cable TEXT NOT NULL, -- its name
  field TEXT NOT NULL,
  value TEXT NOT NULL, -- JSON
  before TEXT, -- JSON: what was shown until then
  why TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL -- ISO 8601, UTC
) STRICT;
CREATE INDEX correction_cable ON correction (cable);

CREATE TABLE note ( -- what a person wrote about a cable
  id INTEGER PRIMARY KEY,
  cable TEXT NOT NULL, -- its name
  paragraph INTEGER, -- n of the paragraph it is about
  text TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX note_cable ON note (cable);

CREATE TABLE label ( -- a person's words to find cables by
  cable TEXT NOT NULL, -- its name
  label TEXT NOT NULL,
  PRIMARY KEY (cable, label)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_label ON label (label);

CREATE TABLE unindexed ( -- cables changed, or gone, since the index was last written
  cable INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE amended ( -- what lists show of cables that a person corrected; made anew from correction
  cable INTEGER PRIMARY KEY REFERENCES cable ON DELETE CASCADE,
  date INTEGER,
  post TEXT,
  classification TEXT,
  subject TEXT,
  title TEXT,
  signer TEXT
) STRICT;

CREATE VIEW shown AS -- cables as lists show them, corrected
  SELECT cable.id, cable.name, cable.mrn,
    iif(amended.cable IS NULL, rendition.date, amended.date) AS date,
    iif(amended.cable IS NULL, rendition.post, amended.post) AS post,
    iif(amended.cable IS NULL, rendition.classification, amended.classification) AS classification,
    iif(amended.cable IS NULL, rendition.subject, amended.subject) AS subject,
    iif(amended.cable IS NULL, rendition.title, amended.title) AS title,
    rendition.precedence,
    iif(amended.cable IS NULL, rendition.signer, amended.signer) AS signer,
    rendition.words, rendition.id AS rendition
  FROM cable JOIN rendition ON rendition.id = cable.rendition LEFT JOIN amended ON amended.cable = cable.id;

CREATE VIEW cited AS -- what each reference means: the cables of it that are held, else the likeliest
  SELECT citation.mrn, citation.rendition, citation.n, held.id AS cable
  FROM citation LEFT JOIN cable AS held ON held.mrn = citation.mrn
  WHERE held.id IS NOT NULL OR citation.choice = 0 AND NOT EXISTS (
    SELECT 1 FROM citation AS other JOIN cable ON cable.mrn = other.mrn
    WHERE other.rendition = citation.rendition AND other.n = citation.n
  );

CREATE VIEW ghost AS -- cables that are cited and not held
  SELECT cited.mrn, count(DISTINCT rendition.cable) AS cited_by
  FROM cited JOIN rendition ON rendition.id = cited.rendition
  WHERE cited.cable IS NULL
  GROUP BY cited.mrn;
