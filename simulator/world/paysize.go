package world

import "github.com/osint-radar/academy/simulator/stream"

// PayHabits is where the draws of how the accounts of the books live lie.
func PayHabits(key stream.Key) stream.Domain { return key.Domain("emoney/account") }

// PayUnit draws the size of a person's everyday payments, hundredths: what it
// usually spends in a shop. A business's are four times as large. s is any stream
// of PayHabits and goes on with the account's other habits.
func PayUnit(account int, s *stream.Stream) int64 {
	s.Move(uint64(account), 1)
	return min(max(12_00*PaySize(s.Uint64()>>48)/256, 2_00), 600_00)
}

// PaySize is how large a payment is, in 256ths of the usual; the lowest 16 of the
// uniform bits are used.
func PaySize(bits uint64) int64 { return stream.Quantile(&paySizes, bits) }

// paySizes are quantiles k/256 of a log-normal with median 256 and σ = 1.1, from
// .0005 to .9995.
var paySizes = [257]int64{
	7, 14, 18, 21, 24, 26, 29, 31, 33, 35, 37, 39, 41, 42, 44, 46, 47, 49, 51, 52, 54, 55, 57, 59, 60, 62, 63, 65, 66, 68, 69, 71, 72, 74, 75, 77, 78,
	80, 81, 83, 84, 86, 87, 89, 90, 92, 93, 95, 96, 98, 100, 101, 103, 104, 106, 107, 109, 111, 112, 114, 115, 117, 119, 120, 122, 124, 125, 127, 129,
	130, 132, 134, 135, 137, 139, 141, 142, 144, 146, 148, 150, 151, 153, 155, 157, 159, 161, 163, 164, 166, 168, 170, 172, 174, 176, 178, 180, 182,
	184, 187, 189, 191, 193, 195, 197, 199, 202, 204, 206, 208, 211, 213, 215, 218, 220, 222, 225, 227, 230, 232, 235, 237, 240, 243, 245, 248, 251,
	253, 256, 259, 262, 264, 267, 270, 273, 276, 279, 282, 285, 288, 291, 295, 298, 301, 304, 308, 311, 315, 318, 321, 325, 329, 332, 336, 340, 344,
	347, 351, 355, 359, 363, 368, 372, 376, 380, 385, 389, 394, 398, 403, 408, 413, 418, 423, 428, 433, 438, 444, 449, 455, 460, 466, 472, 478, 484,
	490, 497, 503, 510, 516, 523, 530, 538, 545, 552, 560, 568, 576, 584, 593, 601, 610, 619, 629, 638, 648, 658, 669, 679, 690, 702, 713, 725, 738,
	751, 764, 778, 792, 806, 822, 838, 854, 871, 889, 907, 927, 947, 968, 990, 1014, 1038, 1064, 1091, 1120, 1151, 1183, 1218, 1255, 1295, 1338, 1384,
	1434, 1490, 1550, 1618, 1693, 1778, 1874, 1987, 2119, 2279, 2478, 2737, 3096, 3657, 4775, 9554,
}
