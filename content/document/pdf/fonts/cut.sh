#!/bin/sh
# Cuts the fonts anew: cut.sh NOTO-FOLDER NOTO-EMOJI.ttf OUT
set -eu
noto=$1 emoji=$2 out=$3
cut() { # name source characters [more]
	name=$1 source=$2 characters=$3
	shift 3
	pyftsubset "$source" --unicodes="$characters" --output-file="$out/$name.ttf" --no-hinting --notdef-outline --name-IDs=0,1,2,3,4,5,6,13,14 "$@"
}
marks=U+0300-0304,U+0306-030C,U+030F,U+0311-0314,U+031B,U+0323-0328,U+032D,U+032E,U+0330,U+0331,U+0337,U+0338
latin=U+0020-007E,U+00A0-024F,U+0250-0257,U+0259,U+025B,U+0263,U+0269,U+0272,U+028B,U+0292,U+02B0-02BF,U+02C6-02DD,U+1E00-1EFF
greek=U+0370-03FF cyrillic=U+0400-045F,U+0490-0493,U+0496-049D,U+04A0-04A3,U+04AA-04B3,U+04B6-04BB,U+04C0,U+04CF,U+04D0-04F5
signs=U+2000-2015,U+2018-2022,U+2026,U+2028-202F,U+2030,U+2032,U+2033,U+2039,U+203A,U+2044,U+2060,U+2070,U+2074-2079,U+2080-2089
signs=$signs,U+20A0-20C0,U+2116,U+2122,U+2150-215E,U+2212,U+25CC,U+FEFF,U+FFFD
joiners=U+0020,U+00A0,U+200B-200F,U+25CC
for weight in Regular Bold; do
	cut NotoSans-$weight "$noto/NotoSans-$weight.ttf" $latin,$marks,$greek,$cyrillic,$signs --layout-features=ccmp,locl,mark,mkmk,kern,liga
done
cut NotoNaskhArabic-Regular "$noto/NotoNaskhArabic-Regular.ttf" $joiners,U+0600-06FF,U+0750-077F,U+08A0-08B4,U+FDF2,U+FDFA-FDFC,U+0030-0039,U+0028,U+0029,U+0021,U+002E,U+003A,U+002D,U+00AB,U+00BB
cut NotoSansDevanagari-Regular "$noto/NotoSansDevanagari-Regular.ttf" $joiners,U+0900-097F
cut NotoSansGurmukhi-Regular "$noto/NotoSansGurmukhi-Regular.ttf" $joiners,U+0A00-0A7F,U+0964,U+0965,U+262C
cut NotoSansBengali-Regular "$noto/NotoSansBengali-Regular.ttf" $joiners,U+0980-09FF,U+0964,U+0965
cut NotoSansGujarati-Regular "$noto/NotoSansGujarati-Regular.ttf" $joiners,U+0A80-0AFF,U+0964,U+0965
cut NotoSansTamil-Regular "$noto/NotoSansTamil-Regular.ttf" $joiners,U+0B80-0BFF,U+0964,U+0965
cut NotoSansHebrew-Regular "$noto/NotoSansHebrew-Regular.ttf" $joiners,U+0590-05FF
cut NotoSansMath-Regular "$noto/NotoSansMath-Regular.ttf" U+0020,U+2190-2195,U+21D0-21D5,U+2208,U+221A,U+221E,U+2248,U+2260,U+2264,U+2265 --layout-features=
cut NotoSansSymbols2-Regular "$noto/NotoSansSymbols2-Regular.ttf" U+0020,U+25A0-25A1,U+25AA,U+25AB,U+25B2,U+25B3,U+25B6,U+25B7,U+25BA,U+25BC,U+25BD,U+25C0,U+25C6,U+25C7,U+25CB,U+25CF,U+2605,U+2606,U+2610-2612,U+2713-2718 --layout-features=
faces=U+1F600-1F60F,U+1F610-1F618,U+1F61A-1F61E,U+1F620-1F635,U+1F641-1F644,U+1F914,U+1F917,U+1F923,U+1F970,U+1F973,U+1F97A
people=U+1F440,U+1F442,U+1F44B-1F450,U+1F463-1F468,U+1F469,U+1F46A-1F46D,U+1F474-1F476,U+1F46E,U+1F47B,U+1F47C,U+1F483,U+1F48B,U+1F90D,U+1F90E,U+1F91D,U+1F91E,U+1F91F,U+1F932,U+1F937,U+1F9D1-1F9D5,U+1F3FB-1F3FF
things=U+1F48A,U+1F489,U+1FA79,U+1FA7A,U+1F9BC,U+1F9BD,U+1F9AE,U+1F9AF,U+1F9BB,U+1F3E0-1F3E3,U+1F3E5,U+1F4B0,U+1F4B7,U+1F4C5,U+1F4DE,U+1F4F1,U+1F4F7,U+1F4FA,U+1F4DA,U+1F511,U+1F6AA,U+1F6BD,U+1F6BF,U+1F6C0,U+1F6CF,U+1F6D2,U+1F6CC
outside=U+1F308,U+1F319,U+1F31E,U+1F31F,U+1F324,U+1F327,U+1F332-1F334,U+1F337-1F33B,U+1F525,U+1F4A4,U+1F4A7,U+1F4AA,U+1F4AF,U+1F68C,U+1F697,U+1F695,U+1F6B2,U+1F6B6,U+1F687,U+2600,U+2601,U+2614,U+26C4,U+26A0,U+2708
food=U+1F34E,U+1F34C,U+1F353,U+1F355,U+1F357,U+1F35A-1F35E,U+1F366,U+1F370,U+1F372,U+1F377,U+1F37A,U+1F382,U+1F958,U+1F95B,U+1F963,U+2615
animals=U+1F400,U+1F408,U+1F40E,U+1F414,U+1F41D,U+1F41F,U+1F420,U+1F426,U+1F42D,U+1F431,U+1F434,U+1F436,U+1F407,U+1F98B,U+1F43E
play=U+1F381,U+1F388,U+1F389,U+1F3A4,U+1F3A8,U+1F3AC,U+1F3B5,U+1F3B6,U+1F3B8,U+1F3B9,U+1F3C0,U+1F3C6,U+1F3CA,U+26BD,U+1F3B3,U+1F3A3,U+1F9F6,U+1F4D6,U+1F440
hearts=U+2763,U+2764,U+1F493-1F49F,U+1F494,U+1F9E1,U+1F499-1F49C,U+1F5A4,U+1F4AC,U+1F64F,U+2705,U+274C,U+2B50,U+2757,U+2753,U+2714,U+2728,U+260E,U+263A,U+2639,U+270B,U+270C,U+1F44D,U+1F44E,U+231A,U+23F0
cut NotoEmoji-Regular "$emoji" U+0020,U+0023,U+0030-0039,U+200D,U+20E3,U+FE0F,$faces,$people,$things,$outside,$food,$animals,$play,$hearts
for f in "$out"/*.ttf; do
	python3 -c "
import sys, zopfli.gzip
from fontTools.ttLib import TTFont, scaleUpem
f = sys.argv[1]
if 'Emoji' in f:
    t = TTFont(f, recalcTimestamp=False); scaleUpem.scale_upem(t, 512); t.save(f)
open(f + '.gz', 'wb').write(zopfli.gzip.compress(open(f, 'rb').read(), numiterations=15))" "$f"
	rm "$f"
done
