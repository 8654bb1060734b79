"""The words on screen for the fields of rule rows; fields are named in English like all code."""

FIELD_WORDS = {
    "account": "rekening", "action": "tindakan", "age": "usia", "behaviour": "perilaku", "bkn_code": "kode BKN",
    "bkn_office": "kantor regional BKN", "bps": "kode BPS", "budget": "anggaran", "category": "kategori",
    "certificate_type": "jenis sertifikat", "class": "kelas", "classes": "kelas", "coefficient": "koefisien",
    "competency": "kompetensi", "days": "hari kerja", "decimals": "angka desimal", "district_names": "nama kecamatan",
    "district_word": "sebutan kecamatan", "districts": "banyak kecamatan", "employments": "status pegawai",
    "entry": "pendidikan awal", "forms": "bentuk yang dihitung", "from": "dari", "group": "kelompok",
    "hours": "jam", "iana": "zona IANA", "items": "butir", "jp": "JP", "kind": "jenis", "label": "sebutan",
    "level": "level", "level_key": "jenjang", "levels": "level", "measure": "satuan", "minutes": "menit",
    "mode": "cara",
    "months": "bulan", "most": "paling banyak", "name": "nama", "needs": "syarat",
    "needs_certificate": "harus bersertifikat",
    "old_code": "kode lama", "order": "urutan", "other": "nonteknis", "owner": "pemilik", "parent": "induk",
    "path": "jalur", "people": "orang", "performance": "kinerja", "period": "masa", "plus_percent": "tambahan (%)",
    "points": "poin", "pool": "kelompok suksesi", "potential": "potensial", "predicate": "predikat",
    "predicate_id": "nomor predikat", "province": "provinsi", "province_code": "kode provinsi", "purpose": "tujuan",
    "rumpun": "rumpun jabatan",
    "rank": "pangkat", "recommendation": "saran", "result": "hasil kerja", "rupiah": "rupiah", "short": "singkatan",
    "spellings": "ejaan lain", "technical": "teknis", "to": "sampai", "today": "nama sekarang",
    "trainable": "dapat dilatih", "until": "sampai", "value": "nilai", "village_names": "nama kelurahan",
    "village_word": "sebutan kelurahan", "villages": "banyak kelurahan", "weekly_minutes": "menit seminggu",
    "by": "mewajibkan", "since": "dihitung dari", "within": "paling lambat",
    "weight": "bobot", "window_years": "masa (tahun)", "yearly_cap": "batas setahun", "zone": "zona",
}  # fmt: skip

VALUE_WORDS = {
    "jp_program": "JP kurikulum", "tahun_kontrak": "tahun kontrak", "di_atas": "di atas", "di_bawah": "di bawah",
    "cuti_bersama": "cuti bersama", "tmt_cpns": "TMT CPNS", "tmt_jabatan": "TMT jabatan", "P1Y": "1 tahun",
}  # fmt: skip


def field_word(name: str) -> str:
    """The word of a field; a field without one keeps its name, with blanks."""
    return FIELD_WORDS.get(name, name.replace("_", " "))


def value_word(value: str) -> str:
    """A code in a row as people read it."""
    return VALUE_WORDS.get(value, value)
