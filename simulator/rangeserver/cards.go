package rangeserver

import (
	"fmt"
	"strings"
)

// Card is the "first query" card of a tool: one page that the toolbox writes
// and the site shows.
type Card struct {
	ID       string   // "dig"
	Tool     string   // "dig (DNS)"
	Question string   // what it answers
	Setup    []string // commands that point it at the range, may be empty
	Query    []string // the first query, ready to run
	Proves   string
	Limits   string // what the output does not prove
}

// Markdown is the card as a section of a page.
func (c Card) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n**Question.** %s\n\n", c.Tool, c.Question)
	if len(c.Setup) > 0 {
		fmt.Fprintf(&b, "**Point it at the range**\n\n```sh\n%s\n```\n\n", strings.Join(c.Setup, "\n"))
	}
	fmt.Fprintf(&b, "**First query**\n\n```sh\n%s\n```\n\n**It proves** %s\n\n**It does not prove** %s\n", strings.Join(c.Query, "\n"), c.Proves, c.Limits)
	return b.String()
}

// Text is the card for a terminal.
func (c Card) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n\nQuestion: %s\n", c.Tool, strings.Repeat("=", len([]rune(c.Tool))), c.Question)
	if len(c.Setup) > 0 {
		fmt.Fprintf(&b, "\nPoint it at the range:\n  %s\n", strings.Join(c.Setup, "\n  "))
	}
	fmt.Fprintf(&b, "\nFirst query:\n  %s\n\nIt proves %s\n\nIt does not prove %s\n", strings.Join(c.Query, "\n  "), c.Proves, c.Limits)
	return b.String()
}

// Cards returns the cards for a team's addresses: those of tools that the
// team's dataset has something for.
func Cards(e Endpoints) []Card {
	var out []Card
	if e.HTTP != "" {
		out = append(out, webCards(e)...)
	}
	if e.Mastodon != "" && e.Login != nil {
		out = append(out, mastodonCards(e)...)
	}
	if e.Sites[agoraHost] != "" && e.Login != nil {
		out = append(out, agoraCard(e))
	}
	if e.Sites[loopiHost] != "" {
		out = append(out, loopiCard(e))
	}
	if e.DNS != "" {
		out = append(out, infraCards(e)...)
	}
	if e.CT != "" && e.PDNS != "" {
		out = append(out, historyCards(e)...)
	}
	if e.Electrum != "" {
		out = append(out, ledgerCards(e)...)
	}
	if e.Ethereum != "" {
		out = append(out, tokenCards(e)...)
	}
	return out
}

func webCards(e Endpoints) []Card {
	return []Card{
		{
			ID: "browser", Tool: "Browser through the proxy",
			Question: "What does a page look like now, and what does it say?",
			Setup:    []string{"# any browser: set " + strings.TrimPrefix(e.HTTP, "http://") + " as HTTP proxy, for all hosts", `chromium --user-data-dir="$(mktemp -d)" --proxy-server=` + e.HTTP + ` --proxy-bypass-list="<-loopback>"`},
			Query:    []string{"http://chatterly.test/"},
			Proves:   "what the page showed to your team at that moment. Note the scenario time.",
			Limits:   "who wrote it, or that it was so yesterday. \"Save page as\" changes the file: it will not be verified as served. Capture with wget.",
		},
		{
			ID: "wget", Tool: "wget --warc-file (capture)",
			Question: "How do I keep a page so that others can check my copy?",
			Setup:    []string{"export http_proxy=" + e.HTTP + " no_proxy=127.0.0.1"},
			Query:    []string{"wget --page-requisites --warc-file=capture-001 --no-warc-compression http://chatterly.test/about", "sha256sum capture-001.warc"},
			Proves:   "the exact bytes that the server sent, with their address. The range knows what it served: each response in the WARC can be verified.",
			Limits:   "that the content is true, or that it is still there. It holds only what you asked for.",
		},
		{
			ID: "exiftool", Tool: "exiftool (picture metadata)",
			Question: "Where, when and with what camera was a picture taken?",
			Setup:    []string{"export http_proxy=" + e.HTTP + " no_proxy=127.0.0.1", "wget http://chatterly.test/media/FILE.jpg    # FILE from a post"},
			Query:    []string{"exiftool -a -G1 -n FILE.jpg", "exiftool -b -ThumbnailImage FILE.jpg > thumbnail.jpg"},
			Proves:   "what the file says of itself: position, time, camera, serial number, author, a thumbnail that may show another picture.",
			Limits:   "that it is so: metadata can be changed or copied, and clocks run wrong. No metadata proves nothing either.",
		},
	}
}

func mastodonCards(e Endpoints) []Card {
	instance := strings.TrimPrefix(e.Mastodon, "http://")
	return []Card{
		{
			ID: "toot", Tool: "toot (Mastodon client)",
			Question: "Who is an account, who follows it, who uses a tag?",
			Setup: []string{
				fmt.Sprintf("echo %s | toot login_cli --disable-https -i %s -e %s", e.Login.Passphrase, instance, e.Login.Email),
				"# or use the toolbox's own configuration: export XDG_CONFIG_HOME=$PWD",
			},
			Query:  []string{"toot search travel", "toot whois HANDLE", "toot followers HANDLE", "toot timeline --tag TAG --once"},
			Proves: "what the platform shows of the account at this moment of scenario time: numbers, profile, followers.",
			Limits: "who sits behind the account. Following or liking is refused and recorded: you only read.",
		},
		{
			ID: "mastodonpy", Tool: "Mastodon.py (script)",
			Question: "What has an account written, from the first post to the last?",
			Query: []string{
				"/usr/bin/python3 - <<'END'",
				"from mastodon import Mastodon",
				"m = Mastodon(api_base_url='" + e.Mastodon + "')",
				"who = m.account_lookup('HANDLE')",
				"page = m.account_statuses(who['id'], limit=40)",
				"while page:",
				"    for s in page: print(s['created_at'], s['url'], s['content'])",
				"    page = m.fetch_next(page)",
				"END",
			},
			Proves: "the complete public history up to now, with exact times and addresses.",
			Limits: "what was deleted before you looked. A post that matters should be captured at once.",
		},
	}
}

func agoraCard(e Endpoints) Card {
	return Card{
		ID: "agora", Tool: "wget with a login (Agora-9)",
		Question: "What do members of a closed forum say, and who brought whom in?",
		Setup:    []string{"export http_proxy=" + e.HTTP + " no_proxy=127.0.0.1", "# NAME stands in the order that was granted; without one the login is refused and recorded"},
		Query: []string{
			"wget --save-cookies=jar --keep-session-cookies --post-data='name=NAME&passphrase=" + e.Login.Passphrase + "' -O front.html http://agora-9.test/login",
			"wget --load-cookies=jar --warc-file=agora-001 --no-warc-compression http://agora-9.test/members",
		},
		Proves: "what stood behind the login at that moment. Two members with one inviter and one manner of writing are worth a closer look.",
		Limits: "who is behind a pseudonym. Keep away from threads marked legal-advice: what a client tells a lawyer is not yours to read. You read only; posting is refused and recorded.",
	}
}

func loopiCard(e Endpoints) Card {
	return Card{
		ID: "loopi", Tool: "oEmbed and stills (Loopi, with curl, jq and sha256sum)",
		Question: "Whose is a clip, and has it been shown before by somebody else?",
		Setup:    []string{"export http_proxy=" + e.HTTP + " no_proxy=127.0.0.1"},
		Query: []string{
			"curl -s 'http://loopi.test/oembed?url=http://loopi.test/clip/CLIP' | jq -r '[.author_url, .title, .thumbnail_url] | @tsv'",
			"curl -s -o still.jpg \"$(curl -s 'http://loopi.test/oembed?url=http://loopi.test/clip/CLIP' | jq -r .thumbnail_url)\"",
			"sha256sum still.jpg    # the same digest under two accounts: one of them took it from the other, or both from a third",
		},
		Proves: "that two clips hold the very same still, and which of them stood there first.",
		Limits: "who filmed it. A copy that was encoded again has another digest and looks the same; no clip says where it was taken unless its metadata do.",
	}
}

func infraCards(e Endpoints) []Card {
	host, port, _ := strings.Cut(e.DNS, ":")
	whost, wport, _ := strings.Cut(e.WHOIS, ":")
	at := fmt.Sprintf("dig @%s -p %s", host, port)
	return []Card{
		{
			ID: "dig", Tool: "dig (DNS)",
			Question: "Which address does a name point to, which names share it, who runs the mail?",
			Query: []string{
				at + " chatterly.test A", at + " +short DOMAIN NS", at + " -x ADDRESS +short",
				at + " +short TXT REVERSED-ADDRESS.origin.asn.test    # 192.0.2.7: 7.2.0.192",
			},
			Proves: "what the name servers answer now. \"+short\" output saved to a file is verified as served.",
			Limits: "who owns the name or the machine. Many names can share one address without knowing of each other.",
		},
		{
			ID: "whois", Tool: "whois (registration)",
			Question: "Who registered a domain, when, through whom? Who holds an address block?",
			Query:    []string{fmt.Sprintf("whois -h %s -p %s chatterly.test", whost, wport), fmt.Sprintf("whois -h %s -p %s ADDRESS", whost, wport)},
			Proves:   "what the registry has on file. The saved output is verified as served.",
			Limits:   "that the registrant is who they say: nobody checks names at registration.",
		},
		{
			ID: "rdap", Tool: "rdap (registration, structured)",
			Question: "The same as whois, for programs; and which other domains has a registrant?",
			Query: []string{
				"rdap -s " + e.RDAP + " chatterly.test",
				"wget -qO- '" + e.RDAP + "domains/reverse_search/entity?email=NAME@DOMAIN'",
			},
			Proves: "the registration data with its events. Two domains with one registrant e-mail are a strong link.",
			Limits: "that one person is behind one e-mail address.",
		},
	}
}

func historyCards(e Endpoints) []Card {
	return []Card{
		{
			ID: "ct", Tool: "Certificate log (crt.sh shape, with curl and jq)",
			Question: "Which names has somebody asked certificates for, when, and which names stand on one certificate?",
			Query: []string{
				"curl -s '" + e.CT + "/?q=DOMAIN&output=json' | jq -r '.[] | [.entry_timestamp, .common_name, .name_value] | @tsv'",
				"curl -s '" + e.CT + "/?q=%25.DOMAIN&output=json'    # every name below it; %25 is the sign for any characters",
			},
			Proves: "that somebody who controlled every name on a certificate, or their hosting firm, had it issued at that time.",
			Limits: "that the names have one owner: a hosting firm may put its customers on one certificate. A name without a certificate is not in it.",
		},
		{
			ID: "pdns", Tool: "Passive DNS (COF, with curl or pypdns)",
			Question: "Which addresses did a name have before, and which names were at an address?",
			Query: []string{
				"curl -s " + e.PDNS + "/DOMAIN",
				"curl -s " + e.PDNS + "/ADDRESS | jq -r '[.rrname, (.time_first | todate), (.time_last | todate), .count] | @tsv'",
			},
			Proves: "that sensors saw that answer at least at time_first and at time_last.",
			Limits: "that it stood without a break between them, or that names at one address know each other. What no sensor saw is not in it.",
		},
	}
}

func ledgerCards(e Endpoints) []Card {
	return []Card{
		{
			ID: "electrum", Tool: "Electrum (watch-only wallet)",
			Question: "What went in and out of a set of addresses, and what is left?",
			Setup: []string{
				`export D="$(mktemp -d)"`,
				"electrum --regtest -D $D daemon -d --oneserver -s " + e.Electrum + ":t",
				"electrum --regtest -D $D restore ADDRESS    # bcrt1…, from a post or a page",
				"electrum --regtest -D $D load_wallet",
			},
			Query:  []string{"electrum --regtest -D $D getbalance", "electrum --regtest -D $D onchain_history", "electrum --regtest -D $D stop"},
			Proves: "payments to and from the address, with amount and block time. Every one can be checked by anybody.",
			Limits: "who holds the key, or what the payment was for.",
		},
		{
			ID: "esplora", Tool: "Block explorer (Esplora, with wget or curl)",
			Question: "Where did the coins of a payment come from, and where did they go next?",
			Query: []string{
				"wget -qO- " + e.Esplora + "/blocks/tip/height", "wget -qO- " + e.Esplora + "/address/ADDRESS/txs",
				"wget -qO- " + e.Esplora + "/tx/TXID/outspends",
			},
			Proves: "the path of the coins from output to output.",
			Limits: "which output is the change, nor that two inputs of one payment have one owner: those are rules of thumb. Say so.",
		},
	}
}

func tokenCards(e Endpoints) []Card {
	return []Card{
		{
			ID: "ethereum", Tool: "Node of TESTCHAIN-A (Ethereum JSON-RPC, with curl and jq)",
			Question: "What became of a transaction on TESTCHAIN-A, and how do I keep the answer?",
			Query: []string{
				`curl -s --data '{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}' ` + e.Ethereum,
				`curl -s --data '{"jsonrpc":"2.0","id":1,"method":"eth_getTransactionReceipt","params":["TXHASH"]}' -o receipt.json ` + e.Ethereum,
				`jq -r '.result.logs[] | ["0x" + .topics[1][26:], "pays", "0x" + .topics[2][26:], .data] | @tsv' receipt.json    # .data: millionths of a dollar, hexadecimal`,
				"sha256sum receipt.json",
				"curl -s " + e.Ethereum + "/tags.csv    # which addresses are publicly known",
			},
			Proves: "that the payment is in that block, who signed it, and how many tokens went from where to where. The saved answer is verified as served.",
			Limits: "who holds the keys, or what it was for. Only transfers of the token leave a log: payments of the chain's own coin stand in the transaction alone.",
		},
		{
			ID: "web3py", Tool: "web3.py (script)",
			Question: "Where did tokens come from, and where did they go next?",
			Setup:    []string{"# needs web3.py: python3 -m pip install web3"},
			Query: []string{
				"python3 - <<'END'",
				"from web3 import Web3",
				"w = Web3(Web3.HTTPProvider('" + e.Ethereum + "'))",
				"who = '0x' + 'ADDRESS'[2:].rjust(64, '0')",
				"for side, topics in ('in', [None, None, who]), ('out', [None, who]):",
				"    for e in w.eth.get_logs({'fromBlock': 0, 'topics': topics}):",
				"        payer, payee = ('0x' + t.hex()[-40:] for t in e.topics[1:])",
				"        print(side, w.eth.get_block(e.blockNumber).timestamp, payer, payee, int(e.data.hex(), 16) / 10**6, e.transactionHash.to_0x_hex())",
				"END",
			},
			Proves: "every transfer of the token into and out of an address up to now, with time, amount and transaction.",
			Limits: "who holds the key. An exchange sweeps what its customers pay in, and tokens of many lie in one wallet of it: behind that, only its books go on.",
		},
	}
}
