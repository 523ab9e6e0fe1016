package check

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// openJPEG reads the Exif of a photograph.
func (a *attached) openJPEG(data []byte) {
	for i := 2; i+4 <= len(data) && data[i] == 0xFF; {
		kind := data[i+1]
		size := int(binary.BigEndian.Uint16(data[i+2:]))
		if kind == 0xDA || size < 2 || i+2+size > len(data) { // the picture itself
			return
		}
		if exif, ok := bytes.CutPrefix(data[i+4:i+2+size], []byte("Exif\x00\x00")); kind == 0xE1 && ok {
			a.readExif(exif)
		}
		i += 2 + size
	}
}

// openPNG reads the Exif and the author's name of a picture.
func (a *attached) openPNG(data []byte) {
	for i := 8; i+12 <= len(data); {
		size := binary.BigEndian.Uint32(data[i:])
		if uint64(size) > uint64(len(data)-i-12) {
			return
		}
		body := data[i+8 : i+8+int(size)]
		switch string(data[i+4 : i+8]) {
		case "eXIf":
			a.readExif(body)
		case "tEXt":
			if key, text, ok := bytes.Cut(body, []byte{0}); ok && strings.EqualFold(string(key), "author") {
				a.person("作者", "author", pdfText(text))
			}
		case "iTXt": // key, 0, compressed, method, language, 0, key in it, 0, text
			key, rest, ok := bytes.Cut(body, []byte{0})
			if parts := bytes.SplitN(rest, []byte{0}, 4); ok && strings.EqualFold(string(key), "author") && len(rest) > 2 && rest[0] == 0 {
				a.person("作者", "author", string(parts[len(parts)-1]))
			}
		}
		i += 12 + int(size)
	}
}

// The fields of Exif that tell on people.
const (
	exifArtist   = 0x013B
	exifGPS      = 0x8825
	gpsLatitude  = 2
	exifText     = 2
	maxExifItems = 500
)

// readExif looks for a place and an author in the TIFF that Exif is.
func (a *attached) readExif(data []byte) {
	if len(data) < 8 {
		return
	}
	var order binary.ByteOrder = binary.LittleEndian
	switch string(data[:4]) {
	case "MM\x00\x2a":
		order = binary.BigEndian
	case "II\x2a\x00":
	default:
		return
	}
	exifItems(data, order, order.Uint32(data[4:]), func(tag, kind uint16, count, value uint32) {
		switch {
		case tag == exifGPS:
			exifItems(data, order, value, func(tag, _ uint16, _, _ uint32) {
				if tag == gpsLatitude {
					a.say("拍摄地点的经纬度", "the coordinates of where it was taken")
				}
			})
		case tag == exifArtist && kind == exifText && count > 4 && uint64(value)+uint64(count) <= uint64(len(data)):
			a.person("作者", "author", pdfText(bytes.TrimRight(data[value:value+count], "\x00")))
		}
	})
}

// exifItems gives the items of a directory; places outside of the data end it.
func exifItems(data []byte, order binary.ByteOrder, at uint32, use func(tag, kind uint16, count, value uint32)) {
	if uint64(at)+2 > uint64(len(data)) {
		return
	}
	n := min(int(order.Uint16(data[at:])), maxExifItems)
	for i := range n {
		from := uint64(at) + 2 + uint64(i)*12
		if from+12 > uint64(len(data)) {
			return
		}
		item := data[from : from+12]
		use(order.Uint16(item), order.Uint16(item[2:]), order.Uint32(item[4:]), order.Uint32(item[8:]))
	}
}
