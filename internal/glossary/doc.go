// Package glossary holds the project's words: head-words with their meaning,
// their equivalents in the partners' languages, and the folding under which
// texts are compared.
//
// [Fold] and [Words] are used on both sides of every comparison: by search for
// documents and queries, by questions for accepted and given answers.
package glossary
