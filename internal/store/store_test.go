package store_test

import (
	"testing"

	"github.com/osint-radar/academy/internal/store/storetest"
)

func TestSQLite(t *testing.T)     { storetest.Exercise(t, storetest.Engines()[0]) }
func TestPostgreSQL(t *testing.T) { storetest.Exercise(t, storetest.Engines()[1]) }
