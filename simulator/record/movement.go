package record

// The movement tables are CSV (RFC 4180, line feeds) with these header lines.
// Times are RFC 3339 in UTC with seconds, positions degrees with six places
// (WGS 84), ids sixteen hexadecimal digits in no order.
const (
	// SensorsFile: kind is receiver, gantry or camera; range_m how far it
	// notices anything; misread_per_mille how many of a thousand plates a camera
	// reads wrongly, by its maker's statement.
	SensorsFile = "movement/sensors.csv"
	SensorsHead = "sensor,kind,place,lat,lon,range_m,misread_per_mille"

	// ShadowsFile: circles in which a receiver hears nobody.
	ShadowsFile = "movement/shadows.csv"
	ShadowsHead = "receiver,lat,lon,range_m"

	// VesselsFile: who sails under which identity.
	VesselsFile = "movement/vessels.csv"
	VesselsHead = "mmsi,call_sign,name,type,length_m"

	// AISFile: a position that a vessel sent and a receiver heard; sog_kn is the
	// speed over ground in knots with one place.
	AISFile = "movement/ais.csv"
	AISHead = "id,at,receiver,mmsi,lat,lon,sog_kn"

	// TollsFile: who drove on at one gantry and off at another. The plate is the
	// one that the toll device is registered to.
	TollsFile = "movement/tolls.csv"
	TollsHead = "id,plate,class,entry,entered_at,exit,left_at"

	// PlatesFile: a plate as a camera read it; confidence in per cent.
	PlatesFile = "movement/plates.csv"
	PlatesHead = "id,at,camera,plate,class,confidence"

	// MisreadPerMille is how many plates of a thousand are read wrongly, in one letter or digit.
	MisreadPerMille = 25
)
