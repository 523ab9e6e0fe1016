package quantity

import "strings"

// numeral is a number as lexed, before its unit.
type numeral struct {
	start, end int
	value      Number // in full scale
	hi         Number // 三四个: value is 3, hi is 4
	spread     bool   // hi applies
	arabic     bool   // Arabic or full-width digits
	plain      bool   // only digits: no separator, point or scale
	digits     int    // digits of the whole part, Arabic or positional
	leadZero   bool   // 007
	code       bool   // positional Chinese digits: 二〇二三
	bare       bool   // begins with its scale: 百余, 千亿
	lone       rune   // the one character of a Chinese numeral such as 一 or 两
	mantissa   Number // what stands before the last 万 or 亿
	scale      int32  // power of ten of the last 万, 亿, 万亿; 0 if none
	inside     string // 余 in 4700余万, 几 in 十几
	indefinite string // 数 in 数十, 几 in 几百
}

// digitAt gives the digit at i, Arabic or full-width, and its length in bytes.
func digitAt(s string, i int) (d, size int) {
	if i >= len(s) {
		return -1, 0
	}
	if c := s[i]; c >= '0' && c <= '9' {
		return int(c - '0'), 1
	}
	if i+2 < len(s) && s[i] == 0xEF && s[i+1] == 0xBC && s[i+2] >= 0x90 && s[i+2] <= 0x99 {
		return int(s[i+2] - 0x90), 3
	}
	return -1, 0
}

// lex reads the numeral at i.
func (v *vocabulary) lex(s string, i int) (numeral, bool) {
	if d, _ := digitAt(s, i); d >= 0 {
		return v.lexArabic(s, i, 2)
	}
	return v.lexChinese(s, i)
}

// lexArabic reads digits, thousands in groups, a point, and the scale behind.
// At most depth numbers with falling scales follow: 1亿5000万.
func (v *vocabulary) lexArabic(s string, i, depth int) (numeral, bool) {
	n := numeral{start: i, arabic: true, plain: true}
	var b [maxDigits + 2]byte
	buf := b[:0]
	p := i
	for {
		d, size := digitAt(s, p)
		if d < 0 {
			if !thousands(s, p, n.digits) {
				break
			}
			p, n.plain = p+1, false
			continue
		}
		if len(buf) < maxDigits {
			buf = append(buf, byte('0'+d))
		}
		n.digits++
		p += size
	}
	n.leadZero = n.digits > 1 && buf[0] == '0'
	if d, size := pointAt(s, p); d {
		buf = append(buf, '.')
		p += size
		for {
			d, size := digitAt(s, p)
			if d < 0 {
				break
			}
			if len(buf) < maxDigits {
				buf = append(buf, byte('0'+d))
			}
			p += size
		}
		n.plain = false
	}
	n.end, n.value = p, decimal(buf)
	n.mantissa = n.value
	v.lexScale(s, &n)
	n.billions(s)
	for n.scale > 0 && n.inside == "" && depth > 0 {
		// 1亿5000万: the rest is smaller than the scale before it.
		if d, _ := digitAt(s, n.end); d < 0 {
			break
		}
		rest, ok := v.lexArabic(s, n.end, depth-1)
		if !ok || rest.scale >= n.scale || rest.scale == 0 {
			break
		}
		n.value, n.end, n.scale, n.inside = n.value.Add(rest.value), rest.end, rest.scale, rest.inside
		n.mantissa = n.value.shift(-n.scale)
	}
	return n, n.digits < maxDigits
}

// billions reads 个亿 as the scale that it is: 30个亿, 十几个亿.
func (n *numeral) billions(s string) {
	if n.scale > 0 || n.code || !strings.HasPrefix(s[n.end:], "个亿") {
		return
	}
	n.value, n.hi, n.scale = n.value.shift(8), n.hi.shift(8), 8
	n.end, n.plain, n.lone = n.end+len("个亿"), false, 0
}

// thousands tells whether a separator at p is followed by just three digits.
func thousands(s string, p, before int) bool {
	if p >= len(s) || s[p] != ',' || before == 0 || before > 3 && s[p-4] != ',' {
		return false
	}
	for k := 1; k <= 3; k++ {
		if p+k >= len(s) || s[p+k] < '0' || s[p+k] > '9' {
			return false
		}
	}
	d, _ := digitAt(s, p+4)
	return d < 0
}

// pointAt finds a decimal point at p that a digit follows.
func pointAt(s string, p int) (bool, int) {
	size := 0
	switch {
	case strings.HasPrefix(s[p:], "."):
		size = 1
	case strings.HasPrefix(s[p:], "．"):
		size = len("．")
	default:
		return false, 0
	}
	d, _ := digitAt(s, p+size)
	return d >= 0, size
}

// decimal reads ASCII digits with at most one point.
func decimal(b []byte) Number {
	var coefficient int64
	var exponent int32
	point := false
	if len(b) > 18 {
		n, _ := ParseNumber(string(b))
		return n
	}
	for _, c := range b {
		if c == '.' {
			point = true
			continue
		}
		coefficient = coefficient*10 + int64(c-'0')
		if point {
			exponent--
		}
	}
	return scaled(coefficient, exponent)
}

// shift gives n × 10^power.
func (n Number) shift(power int32) Number {
	if power == 0 {
		return n
	}
	r := n
	r.d.Exponent += power
	if r.d.Exponent > 0 {
		return n.Mul(scaled(1, power)).plain()
	}
	return r
}

// plain holds a whole number without an exponent.
func (n Number) plain() Number {
	if n.d.Exponent <= 0 {
		return n
	}
	return n.Add(Number{})
}

// lexScale reads what multiplies an Arabic number: 多 in 4700多万, and 千 百 万 亿.
func (v *vocabulary) lexScale(s string, n *numeral) {
	p, inside := n.end, ""
	if size, _ := v.inside.at(s, p); size > 0 && n.value.Sign() > 0 {
		inside = s[p : p+size]
		p += size
	}
	power, p := scaleAt(s, p)
	if power == 0 {
		return
	}
	if size, _ := v.inside.at(s, p); size > 0 && power <= 4 && inside == "" {
		if more, end := scaleAt(s, p+size); more >= 4 && more > power { // 6千多万, 4万多亿
			inside = s[p : p+size]
			power, p = power+more, end
		}
	}
	n.scale, n.inside, n.end, n.plain = power, inside, p, false
	n.value = n.value.shift(power)
}

// scaleAt reads 千, 百万, 万, 亿, 万亿 … at p.
func scaleAt(s string, p int) (power int32, end int) {
	r, size := runeAt(s, p)
	if k := chinesePower(r); k >= 1 && k <= 3 && !unitPrefix(s, p) {
		next, _ := runeAt(s, p+size)
		if k > 1 || next == '万' || next == '亿' {
			power += k
			p += size
		}
	}
	if strings.HasPrefix(s[p:], "万") {
		power, p = power+4, p+len("万")
	}
	if strings.HasPrefix(s[p:], "亿") {
		power, p = power+8, p+len("亿")
	}
	return power, p
}

// unitPrefix tells whether 千 or 百 at p begins a unit: 千瓦, 百帕.
func unitPrefix(s string, p int) bool {
	rest := s[p:]
	switch {
	case strings.HasPrefix(rest, "千"):
		r, _ := runeAt(rest, len("千"))
		return strings.ContainsRune("瓦米克伏卡赫帕焦", r)
	case strings.HasPrefix(rest, "百帕"), strings.HasPrefix(rest, "百分"):
		return true
	}
	return false
}
