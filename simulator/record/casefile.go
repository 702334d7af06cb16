package record

// The case file is the folder "case": what the supervisor hands over with the
// monitoring order. CSV with a header line.

// CasePost is a row of case/posts.csv: number,record,url,account,created_at.
type CasePost struct {
	Number    int    // 1…120
	Record    string // microblog/statuses.jsonl#<id>
	URL       string // http://chatterly.test/@handle/<id>
	Account   string // @handle
	CreatedAt string // RFC 3339
}

// CaseMedia is a row of case/media.csv: number,post,url.
type CaseMedia struct {
	Number int
	Post   int    // number of the post that carries it
	URL    string // http://chatterly.test/media/<file>
}

// CaseWord is a row of case/codebook.csv: word,category,lang. The categories are
// activity, transport, place, price, guarantee, urgency: the monitoring order's annex.
type CaseWord struct{ Word, Category, Lang string }
