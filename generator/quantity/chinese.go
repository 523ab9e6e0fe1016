package quantity

import "strings"

// longest is how many characters a Chinese numeral has at the most: nine
// thousands with all their places and 亿, 万 and units behind them, and some.
const longest = 40

// chineseDigit gives the value of a Chinese digit, or -1.
func chineseDigit(r rune) int64 {
	switch r {
	case '〇', '零', '○':
		return 0
	case '一':
		return 1
	case '二', '两':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

// chinesePower gives the power of ten of 十 百 千 万 亿, or 0.
func chinesePower(r rune) int32 {
	switch r {
	case '十':
		return 1
	case '百':
		return 2
	case '千':
		return 3
	case '万':
		return 4
	case '亿':
		return 8
	}
	return 0
}

// lexChinese reads 三百二十, 二〇二三, 三四, 十几, 数百, 三点五亿.
func (v *vocabulary) lexChinese(s string, i int) (numeral, bool) {
	n := numeral{start: i}
	p := i
	if r, size := runeAt(s, p); r == '数' || r == '几' {
		next, _ := runeAt(s, p+size)
		if chinesePower(next) == 0 {
			return n, false
		}
		n.indefinite = s[p : p+size]
		p += size
	}
	var run [longest]rune
	size := [longest]int{}
	k := 0
	for q := p; k < len(run) && q < len(s); k++ {
		r, w := runeAt(s, q)
		if chineseDigit(r) < 0 && chinesePower(r) == 0 || (r == '千' || r == '百') && unitPrefix(s, q) && k > 0 && !strings.HasPrefix(s[q:], "千米") {
			break
		}
		run[k], size[k] = r, w
		q += w
	}
	if k == 0 {
		return n, false
	}
	k = n.evaluate(run[:k])
	if k == 0 {
		return n, false
	}
	for _, w := range size[:k] {
		p += w
	}
	n.end = p
	if k == 1 {
		n.lone = run[0]
	}
	n.bare = chinesePower(run[0]) >= 2
	n.mantissa = n.value
	for j := k - 1; j >= 0 && chinesePower(run[j]) >= 4; j-- {
		n.scale += chinesePower(run[j])
	}
	n.mantissa = n.value.shift(-n.scale)
	v.lexPoint(s, &n)
	if n.scale <= 4 && !n.code && n.indefinite == "" {
		last := run[k-1]
		if w, _ := v.inside.at(s, n.end); w > 0 && (chinesePower(last) > 0) {
			inside := s[n.end : n.end+w]
			if power, end := scaleAt(s, n.end+w); power >= 4 && power > n.scale || inside == "几" && n.scale == 0 {
				n.inside, n.end = inside, end
				n.value, n.scale = n.value.shift(power), n.scale+power
			}
		}
	}
	n.billions(s)
	return n, true
}

// lexPoint reads 点五 of 三点五, and the scale behind it.
func (v *vocabulary) lexPoint(s string, n *numeral) {
	if n.spread || n.code || !strings.HasPrefix(s[n.end:], "点") {
		return
	}
	p := n.end + len("点")
	value, places := n.value, int32(0)
	for p < len(s) && places < 9 {
		r, w := runeAt(s, p)
		d := chineseDigit(r)
		if d < 0 || r == '两' {
			break
		}
		places++
		value = value.Add(scaled(d, -places))
		p += w
	}
	if places == 0 {
		return
	}
	n.value, n.mantissa, n.end, n.lone = value, value, p, 0
	if power, end := scaleAt(s, p); power >= 4 {
		n.value, n.scale, n.end = value.shift(power), power, end
	}
}

// evaluate sets the value of a run of Chinese numerals and gives how many of
// its characters make one number.
func (n *numeral) evaluate(run []rune) int {
	plain := 0
	for plain < len(run) && chineseDigit(run[plain]) >= 0 {
		plain++
	}
	if plain == len(run) && (plain > 2 || plain == 2 && chineseDigit(run[1]) == 0) {
		var value int64
		for _, r := range run[:min(plain, 18)] {
			value = value*10 + chineseDigit(r)
		}
		n.value, n.code, n.digits = NewInt(value), true, plain
		return plain
	}
	for k := 0; k+1 < len(run); k++ {
		a, b := chineseDigit(run[k]), chineseDigit(run[k+1])
		if a <= 0 || b <= 0 {
			continue
		}
		if b != a+1 && !(a == 3 && b == 5) {
			run = run[:k+1]
			break
		}
		var low, high [longest]rune
		lowRun := append(append(low[:0], run[:k+1]...), run[k+2:]...)
		highRun := append(append(high[:0], run[:k]...), run[k+1:]...)
		lo, ok := chineseValue(lowRun)
		hi, okHi := chineseValue(highRun)
		if ok && okHi {
			n.value, n.hi, n.spread = NewInt(lo), NewInt(hi), true
			return len(run)
		}
		run = run[:k+1]
		break
	}
	for ; len(run) > 0; run = run[:len(run)-1] {
		if value, ok := chineseValue(run); ok {
			n.value = NewInt(value)
			return len(run)
		}
	}
	return 0
}

// chineseValue is the value of a well-formed Chinese numeral.
func chineseValue(run []rune) (int64, bool) {
	var high, wan, section int64 // above 亿, above 万, the rest
	digit, small, any := int64(-1), int32(4), false
	flush := func() int64 {
		rest := section + max(digit, 0)
		section, digit, small = 0, -1, 4
		return rest
	}
	for i, r := range run {
		if d := chineseDigit(r); d >= 0 {
			if digit > 0 {
				return 0, false
			}
			digit, any = d, true
			continue
		}
		power := chinesePower(r)
		switch {
		case power < 4:
			if power >= small || digit == 0 && i > 0 && power > 1 {
				return 0, false
			}
			if digit <= 0 && power > 1 && i > 0 && chinesePower(run[i-1]) < 4 && chinesePower(run[i-1]) > 0 {
				return 0, false
			}
			if digit <= 0 {
				digit = 1
			}
			section += digit * [4]int64{1, 10, 100, 1000}[power]
			digit, small = -1, power
		case power == 4:
			rest := flush()
			if rest == 0 && i > 0 || wan > 0 {
				return 0, false
			}
			wan = max(rest, 1) * 1e4
		default:
			rest := wan + flush()
			if rest == 0 && i > 0 || high > 0 || rest > 1e9 {
				return 0, false
			}
			high, wan = max(rest, 1)*1e8, 0
		}
		any = true
	}
	return high + wan + section + max(digit, 0), any
}
