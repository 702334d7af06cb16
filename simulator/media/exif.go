package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"

	"github.com/osint-radar/academy/simulator/world"
)

// Field types of TIFF 6.0, section 2.
const (
	tByte      = 1
	tASCII     = 2
	tShort     = 3
	tLong      = 4
	tRational  = 5
	tUndefined = 7
)

var fieldSize = [...]int{tByte: 1, tASCII: 1, tShort: 2, tLong: 4, tRational: 8, tUndefined: 1}

// field is one entry of an image file directory.
type field struct {
	tag, kind uint16
	data      []byte // little-endian
}

// directory is an image file directory (IFD): fields in the order of their tags.
type directory []field

func (d *directory) add(tag, kind uint16, data []byte) { *d = append(*d, field{tag, kind, data}) }

func (d *directory) ascii(tag uint16, s string) {
	if s != "" {
		d.add(tag, tASCII, append([]byte(s), 0))
	}
}

func (d *directory) short(tag, v uint16) {
	d.add(tag, tShort, binary.LittleEndian.AppendUint16(nil, v))
}

func (d *directory) long(tag uint16, v int) {
	d.add(tag, tLong, binary.LittleEndian.AppendUint32(nil, uint32(v)))
}

func (d *directory) rational(tag uint16, pairs ...uint32) {
	var b []byte
	for _, p := range pairs {
		b = binary.LittleEndian.AppendUint32(b, p)
	}
	d.add(tag, tRational, b)
}

// size is the length of the directory with the values that do not fit into it.
func (d directory) size() int {
	n := 2 + 12*len(d) + 4
	for _, f := range d {
		if len(f.data) > 4 {
			n += len(f.data) + len(f.data)%2
		}
	}
	return n
}

// encode writes the directory as it stands at an offset of the TIFF stream.
func (d directory) encode(at int, next uint32) []byte {
	slices.SortStableFunc(d, func(a, b field) int { return int(a.tag) - int(b.tag) })
	le := binary.LittleEndian
	out := le.AppendUint16(nil, uint16(len(d)))
	var values []byte
	valuesAt := at + 2 + 12*len(d) + 4
	for _, f := range d {
		out = le.AppendUint16(out, f.tag)
		out = le.AppendUint16(out, f.kind)
		out = le.AppendUint32(out, uint32(len(f.data)/fieldSize[f.kind]))
		if len(f.data) <= 4 {
			out = append(out, f.data...)
			out = append(out, make([]byte, 4-len(f.data))...)
			continue
		}
		out = le.AppendUint32(out, uint32(valuesAt+len(values)))
		values = append(values, f.data...)
		if len(f.data)%2 == 1 { // values begin on a word boundary
			values = append(values, 0)
		}
	}
	out = le.AppendUint32(out, next)
	return append(out, values...)
}

// exif builds the TIFF stream of an APP1 segment after CIPA DC-008 (Exif 2.32):
// 0th IFD, Exif IFD, GPS IFD, 1st IFD with the thumbnail. Of an image with
// StripEXIF only the label stays.
func exif(img *world.Image, thumb []byte) []byte {
	var ifd0, sub, gps, ifd1 directory
	ifd0.ascii(0x010E, Label+" - no real person, place or event") // ImageDescription
	ifd0.rational(0x011A, 72, 1)                                  // XResolution
	ifd0.rational(0x011B, 72, 1)                                  // YResolution
	ifd0.short(0x0128, 2)                                         // ResolutionUnit: inch
	ifd0.short(0x0213, 1)                                         // YCbCrPositioning: centred
	sub.add(0x9000, tUndefined, []byte("0232"))                   // ExifVersion
	sub.add(0x9101, tUndefined, []byte{1, 2, 3, 0})               // ComponentsConfiguration: Y Cb Cr
	sub.add(0x9286, tUndefined, append([]byte("ASCII\x00\x00\x00"), Label...))
	sub.add(0xA000, tUndefined, []byte("0100")) // FlashpixVersion
	sub.short(0xA001, 1)                        // ColorSpace: sRGB
	sub.long(0xA002, Width)                     // PixelXDimension
	sub.long(0xA003, Height)                    // PixelYDimension
	if !img.StripEXIF {
		ifd0.ascii(0x010F, img.Make)
		ifd0.ascii(0x0110, img.Model)
		ifd0.ascii(0x013B, img.Artist)
		sub.ascii(0xA431, img.Serial) // BodySerialNumber
		if !img.TakenAt.IsZero() {
			sub.ascii(0x9003, img.TakenAt.Format("2006:01:02 15:04:05")) // DateTimeOriginal
			sub.ascii(0x9011, img.TakenAt.Format("-07:00"))              // OffsetTimeOriginal
		}
		if img.GPS != nil {
			position(&gps, img.GPS)
		}
	}
	ifd0.long(0x8769, 0) // Exif IFD pointer, set below
	if gps != nil {
		ifd0.long(0x8825, 0) // GPS IFD pointer
	}
	if thumb != nil {
		ifd1.short(0x0103, 6)        // Compression: JPEG
		ifd1.rational(0x011A, 72, 1) // XResolution
		ifd1.rational(0x011B, 72, 1) // YResolution
		ifd1.short(0x0128, 2)        // ResolutionUnit
		ifd1.long(0x0201, 0)         // JPEGInterchangeFormat, set below
		ifd1.long(0x0202, len(thumb))
	}

	const head = 8
	subAt := head + ifd0.size()
	gpsAt := subAt + sub.size()
	ifd1At := gpsAt
	if gps != nil {
		ifd1At += gps.size()
	}
	ifd0.set(0x8769, subAt)
	ifd0.set(0x8825, gpsAt)
	ifd1.set(0x0201, ifd1At+ifd1.size())

	out := []byte{'I', 'I', 42, 0, head, 0, 0, 0}
	next := uint32(0)
	if thumb != nil {
		next = uint32(ifd1At)
	}
	out = append(out, ifd0.encode(head, next)...)
	out = append(out, sub.encode(subAt, 0)...)
	if gps != nil {
		out = append(out, gps.encode(gpsAt, 0)...)
	}
	if thumb != nil {
		out = append(out, ifd1.encode(ifd1At, 0)...)
		out = append(out, thumb...)
	}
	return out
}

// set gives a LONG field that is there its value.
func (d directory) set(tag uint16, v int) {
	for i := range d {
		if d[i].tag == tag {
			binary.LittleEndian.PutUint32(d[i].data, uint32(v))
		}
	}
}

// position fills a GPS IFD: degrees, minutes and seconds, exact to the
// millionth of a degree.
func position(d *directory, at *world.LatLon) {
	d.add(0, tByte, []byte{2, 3, 0, 0}) // GPSVersionID
	d.ascii(1, ref(at.Lat, "N", "S"))
	d.rational(2, sexagesimal(at.Lat)...)
	d.ascii(3, ref(at.Lon, "E", "W"))
	d.rational(4, sexagesimal(at.Lon)...)
	d.ascii(18, "WGS-84") // GPSMapDatum
}

func ref(v int64, pos, neg string) string {
	if v < 0 {
		return neg
	}
	return pos
}

func sexagesimal(v int64) []uint32 {
	const million = 1_000_000
	v = max(v, -v)
	minutes := v % million * 60
	return []uint32{
		uint32(v / million), 1,
		uint32(minutes / million), 1,
		uint32(minutes % million * 60), million,
	}
}

// xmp is the packet of every picture: the label as dc:description, and that
// the picture was made by a program that learned from no sampled material
// (IPTC NewsCodes, digital source type algorithmicMedia). The addresses in it
// are XML namespaces and vocabulary terms, never fetched.
func xmp() []byte {
	return []byte("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
		` xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">` +
		`<dc:description><rdf:Alt><rdf:li xml:lang="x-default">` + Label + `</rdf:li></rdf:Alt></dc:description>` +
		`<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia</Iptc4xmpExt:DigitalSourceType>` +
		"</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
}

// withMetadata puts the two APP1 segments behind the start of image.
func withMetadata(jpg, tiff, packet []byte) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(len(jpg) + len(tiff) + len(packet) + 64)
	out.Write(jpg[:2])
	for _, payload := range [][]byte{
		append([]byte("Exif\x00\x00"), tiff...),
		append([]byte("http://ns.adobe.com/xap/1.0/\x00"), packet...),
	} {
		n := len(payload) + 2
		if n > 0xffff {
			return nil, errors.New("metadata does not fit into one APP1 segment of 64 KiB")
		}
		out.Write([]byte{0xff, 0xe1, byte(n >> 8), byte(n)})
		out.Write(payload)
	}
	out.Write(jpg[2:])
	return out.Bytes(), nil
}
